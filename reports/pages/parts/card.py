"""The picture that a shared link shows: 1200 by 630 pixels, a number and what it means."""

import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cache

from reports.pages.parts.render import environment
from reports.pages.sentences import edition as findings
from reports.snapshot.authorities import Authority
from reports.snapshot.edition import Edition
from reports.words.spans import Span
from reports.words.wording import number, percent, plain

WIDTH, HEIGHT = 1200, 630
LINE_CHARS, TITLE_CHARS = 50, 36


@dataclass(frozen=True)
class Card:
    """What a card says: its number (None when there is too little for one), the words, what they rest on, and when."""

    figure: str | None
    words: str
    note: str
    corner: str
    is_sample: bool


def edition_card(edition: Edition) -> Card:
    """The card of an edition: the headline."""
    rate = edition.headline
    since = plain(findings.since(rate))
    since = f"{since[:1].upper()}{since[1:]}."
    corner = f"Week {edition.week.name}"
    if rate.rate is None or not rate.span(findings.YEAR).is_covered:
        return Card(None, findings.title(edition), since, corner, edition.cut.is_sample)
    words = f"of procurements within the scope of the Act showed {findings.EVIDENCE}"
    note = f"{number(rate.k)} of {number(rate.n)}, 95% interval {findings.interval(rate)}. {since}"
    return Card(percent(rate.rate), words, note, corner, edition.cut.is_sample)


def authority_card(authority: Authority, until: date, year: Span, *, is_sample: bool) -> Card:
    """The card of an authority that has enough procurements for a share; it tells the month alone, as pictures do."""
    words = f"of procurements of {plain(authority.name)} within the scope of the Act showed {findings.EVIDENCE}"
    span = f"95% interval {percent(authority.rate_low)} to {percent(authority.rate_high)}"
    note = f"{number(authority.k)} of {number(authority.n)}, {span}. In {year.to} {until:%B %Y}."
    return Card(percent(authority.rate), words, note, "", is_sample)


def card_svg(card: Card) -> str:
    """The card as SVG."""
    lines = textwrap.wrap(card.words, LINE_CHARS if card.figure else TITLE_CHARS)
    return environment().get_template("card.svg").render(width=WIDTH, height=HEIGHT, card=card, lines=lines)


@cache
def card_png(svg: str) -> bytes:
    """The card as PNG."""
    import vl_convert  # noqa: PLC0415 - heavy

    return bytes(vl_convert.svg_to_png(svg))
