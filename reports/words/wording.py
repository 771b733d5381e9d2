"""Figures, days, money and other people's text as a page shows them: the filters of the templates."""

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from reports.words.labels import label, rows

QUOTE_LENGTH = 600
TITLE_LENGTH = 200
# Invisible marks that turn the direction of text: with them a title could be made to read as something else.
DIRECTION_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_WORD, _VOWEL = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*"), re.compile(r"[AEIOUY]")
PERCENTAGE = r"\b\d{1,3}(?:\.\d+)?\s?(?:%|per cent\b|percent\b)"


def percent(share: float | None) -> str:
    """A share (fraction of 1) as a published percentage: whole, and never 0% or 100% unless exactly so."""
    if share is None:
        return "not known"
    rounded = round_half_up(share * 100)
    if rounded == 0 and share > 0:
        return "less than 1%"
    if rounded == 100 and share < 1:
        return "more than 99%"
    return f"{rounded}%"


def points(difference: float) -> str:
    """A difference of two shares in percentage points with its sign: whole, or to one decimal when under 1."""
    size = abs(difference) * 100
    rounded = f"{size:.1f}" if size < 0.95 else str(round_half_up(size))
    if rounded == "0.0":
        return "0"
    return f"{'+' if difference > 0 else chr(0x2212)}{rounded}"


def round_half_up(value: float) -> int:
    """The nearest whole number of a value that is not negative; halves go up, as readers expect."""
    return int(value + 0.5 + 1e-9)


def number(value: int) -> str:
    """A count with commas."""
    return f"{value:,}"


def how_many(count: int, one: str, many: str = "") -> str:
    """A count of things: 1 award, 2 awards; `many` where the plural is not the word and an s."""
    return f"{number(count)} {by_count(count, one, many or f'{one}s')}"


def by_count(count: int, one: str, many: str) -> str:
    """The word that agrees with a count: of 1 the first, of any other, 0 too, the second."""
    return one if count == 1 else many


def ordinal(value: int) -> str:
    """A rank such as 1st, 2nd, 3rd or 11th."""
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def weight(pct: float) -> str:
    """A weight in per cent of the total, one decimal where it has one."""
    return f"{pct:.1f}".removesuffix(".0") + "%"


def pounds(value_gbp: float | None) -> str:
    """Money rounded as published figures are: £415,000, £1.2 million."""
    if value_gbp is None:
        return "Not published"
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value_gbp >= size * 0.9995:
            return f"£{value_gbp / size:.1f} {word}".replace(".0 ", " ")
    return f"£{round_half_up(value_gbp / 1000) * 1000:,}" if value_gbp >= 10_000 else f"£{round_half_up(value_gbp):,}"


def pounds_with_vat(value_gbp: float | None, value_basis: str | None) -> str:
    """The same, and whether VAT is in it: £415,000 with VAT; `value_basis` as in out.process and out.award."""
    told = pounds(value_gbp)
    return told if value_gbp is None or not value_basis else f"{told} {label(value_basis, 'vat')}"


def pounds_in_parts(value_gbp: float | None, *, has_parts: bool) -> str:
    """The same of the part of one supplier in an award to several, or a sum with such parts: to the pound.

    Rounded to thousands, two halves of £95,000 would be £48,000 each, and come to more than the whole.
    """
    return f"£{round_half_up(value_gbp):,}" if has_parts and value_gbp is not None else pounds(value_gbp)


def day(value: date | None) -> str:
    """A day such as 22 November 2026."""
    return "Not known" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """A day and time such as 22 November 2026, 12:00."""
    return "Not published" if value is None else f"{day(value)}, {value:%H:%M}"


def days(first: date, last: date) -> str:
    """A span of days without saying twice what they share: 16 to 22 November 2026."""
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{first.day} to {day(last)}"


def plain(text: str | None, length: int = TITLE_LENGTH) -> str:
    """Other people's text made safe to set: one line, no control or direction marks, cut to a length."""
    return cut(tidy(text or ""), length)


def tidy(text: str) -> str:
    """The text on one line, without control characters and marks that turn its direction."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = re.sub(r"\s+", " ", text.translate(DIRECTION_MARKS))
    return "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}).strip()


def registered_name(text: str | None) -> str:
    """A name as it is written: registers keep many in capitals (ACME WIDGETS LTD), which are set as Acme Widgets Ltd.

    A name with a small letter stays as it is. So do short words without a vowel or with points and figures (BT, G4S),
    and those that name_words.csv lists as initials.
    """
    name = plain(text)
    if not name.isupper() or " " not in name:
        return name
    return _WORD.sub(lambda word: _cased(word[0], is_first=word.start() == 0), name)


def _cased(word: str, *, is_first: bool) -> str:
    known = _name_words().get(word)
    if known and not (is_first and known.islower()):
        return known
    if any(char.isdigit() for char in word) or (len(word) <= 4 and not _VOWEL.search(word)):
        return word
    if len(word) > 4 and word.startswith(("MC", "O'")):
        return word[:2].capitalize() + word[2:].capitalize()
    return word.capitalize()


@cache
def _name_words() -> dict[str, str]:
    return {row["word"]: row["written"] for row in rows("name_words")}


def cut(text: str, length: int) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def quote_parts(text: str | None) -> list[tuple[str, bool]]:
    """A quoted passage in parts; True marks the words that count: the phrases of cues.csv, and weights beside them.

    A passage over 600 characters is cut to those around the first such phrase.
    """
    tidied = tidy(text or "")
    first = _phrases().search(tidied)
    if len(tidied) > QUOTE_LENGTH:
        start = max(0, (first.start() if first else 0) - QUOTE_LENGTH // 2)
        end = start + QUOTE_LENGTH
        tidied = ("…" if start else "") + tidied[start:end] + ("…" if end < len(tidied) else "")
    if first is None:
        return [(tidied, False)]
    return [(piece, index % 2 == 1) for index, piece in enumerate(_phrases().split(tidied)) if piece]


def folder_name(identifier: str) -> str:
    """An identifier as the name of a folder: a slug, with a digest where something had to be left out or cut."""
    slug = re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,79}", identifier):
        return slug
    return f"{slug[:60]}-{sha256(identifier.encode()).hexdigest()[:8]}".lstrip("-")


@cache
def _phrases() -> re.Pattern[str]:
    """A phrase of cues.csv, with a weight just before it ("10% social value") or in the same clause after it."""
    phrases = sorted((row["phrase"] for row in rows("cues")), key=len, reverse=True)
    before, after = rf"(?:{PERCENTAGE} (?:for |on |to )?)?", rf"(?:[^.;,%\d]{{0,25}}{PERCENTAGE})?"
    return re.compile(rf"({before}(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w){after})", re.IGNORECASE)


def web_address(url: str | None) -> str | None:
    """The address when it is an http or https one with a host, else None: nothing else becomes a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
