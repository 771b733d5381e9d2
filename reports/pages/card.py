"""The picture that a shared link to an edition shows: 1200 by 630 pixels, the finding and its number."""

import textwrap
from functools import cache

from reports.pages import edition_sentences as findings
from reports.pages.render import environment
from reports.snapshot.edition import Edition
from reports.words.wording import percent

WIDTH, HEIGHT = 1200, 630
LINE_CHARS = 50


def card_svg(edition: Edition) -> str:
    """The card as SVG."""
    rate = edition.headline
    known = rate.rate is not None and rate.span(findings.YEAR).is_covered
    words = f"of procurements within the scope of the Act showed {findings.EVIDENCE}" if known else ""
    return (
        environment()
        .get_template("card.svg")
        .render(
            width=WIDTH,
            height=HEIGHT,
            figure=percent(rate.rate) if known else None,
            lines=textwrap.wrap(words or findings.title(edition), LINE_CHARS if known else 36),
            interval=findings.interval(rate) if known else None,
            rate=rate,
            since=findings.since(rate),
            week=edition.week,
            is_sample=edition.cut.is_sample,
        )
    )


@cache
def card_png(svg: str) -> bytes:
    """The card as PNG."""
    import vl_convert  # noqa: PLC0415 - heavy

    return bytes(vl_convert.svg_to_png(svg))
