"""Mend damage that hides words, and remember where every character came from.

Judging reads the mended copy; offsets of evidence are led back to the text as published. Most texts are whole and are
given back as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from classifier.text.damage_signs import FOREIGN, INVISIBLE, RUN_ON, may_be_damaged, signs_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What steers a terminal: colours and the cursor, and titles of windows. Its letters and figures are no text.
_STEERING = "\x1b\\[[0-?]*[ -/]*[@-~]|\x9b[0-9;]*m|\x1b\\][^\x07\x1b]{0,200}(?:\x07|\x1b\\\\)"
_HIDDEN_ENTITY = r"&(?:amp;)?(?:shy|zwnj|zwj|lrm|rlm|#173|#x0*ad|#820[3-7]|#x200[b-f]|#8288|#x2060|#65279|#xfeff);"
_LOOK_ALIKES = dict(zip(FOREIGN, "aeopcyxisjABEKMHOPCTYXoa", strict=True))
# The second to fourth bytes of UTF-8, read as Windows-1252.
_TAIL = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d"
    "\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
_KNOWN_WORDS = frozenset(
    {"social", "value", "values", "community", "communities", "benefit", "benefits", "weighting", "weighted", "scored"}
    | {"criteria", "criterion", "evaluation", "evaluated", "scoring", "requirement", "requirements", "apprenticeship"}
    | {"apprenticeships", "sustainability", "socialvalue", "communitybenefit", "communitybenefits"}
)

_NAME_ENDS = "(?:(?<=[Ss]ocial )value|(?<=[Ss]ocial)[Vv]alue|(?<=ommunity )benefits?|(?<=ommunity)[Bb]enefits?)"
_LITTLE_WORD = (
    "(?:questions?|responses?|answers?|weighting|clauses?|plans?|offers?|requirements?|criteri(?:a|on)|are"
    "|in|for|and|to|of|at|by|is|will|from|on|as|with|that|which|must|shall)"
)

_BEFORE_FIGURE = "(?:[a-su-z]|(?<=cos)t|(?<=men)t)"  # `t` before a figure is most often a lost tab: `Qualityt35%`
# `Social value50015%` has lost the marks between a limit of words, which ends in nought, and the weight.
_WORDS_ALLOWED = r"(?<=[a-z)])(?:\d{1,2},?\d*0)(?=[1-9]\d?%)"
_ITEM_RUNS_ON = r"(?<![\w.])[A-Z]?\d{1,2}(?=[A-Z][a-z]{3}[^\n%]{0,80}[a-z ]\d{1,2} ?%)"  # `Q3Social value 10%`
_FIGURE_RUNS_ON = rf"(?<=[a-z]{{3}}){_BEFORE_FIGURE}(?=\d{{1,2}}(?:\.\d+)?%|\d{{1,2}},?\d*0[1-9]\d?%)"
# A tab read as its letter: `3tPricet60%`, `tSocial valuet10%tQualityt30%`.
_TAB_AS_LETTER = (
    r"(?<![A-Za-z])t(?=[A-Z][a-z]{2})|(?<=[Vv]alue)t(?=\d)|(?<=enefit)t(?=\d)|(?<=enefits)t(?=\d)"
    r"|(?:(?<=[a-z]{2}[yd])|(?<=[rv]ice))t(?=\d{1,2}(?:\.\d+)?%)"  # no word ends so: `Qualityt35%`, `Pricet60%`
)
# What leads to a number in a table, broken up: `Social value . . . . 10`, `Social value . 10` at the end of a line.
_DOTS_APART = r"(?<![.][ \t])(?<!\.)\.?(?:[ \t]\.){3,}+(?=[ \t]*\d)"
_LAST_DOTS = r"(?<=[a-z)])[ \t]\.{1,2}[ \t]+(?=\d{1,3}(?:[ \t]?%)?[ \t]*(?:\n|$))"
_CAPITALS_RUN_ON = r"(?<=[A-Z]{3})[A-Z](?=(?:Price|Cost|Quality|Technical|Social)[A-Za-z ]{0,20}\d)"


def _escaped(code: str) -> str:
    meant = chr(int(code, 16))
    if meant == "\r":
        return "\n"
    return meant if meant.isprintable() or meant in "\n\t" else ""


def _decoded(run: str) -> str:
    """A run of UTF-8 that was read as Windows-1252, once or twice over."""
    if run == "\u00c2":
        return ""
    from ftfy import fix_encoding  # noqa: PLC0415 - loaded only where a text needs it

    return str(fix_encoding(run))


def _control(character: str) -> str:
    code = ord(character)
    if 0x80 <= code <= 0x9F:  # a byte of Windows-1252 that was never decoded
        meant = bytes([code]).decode("windows-1252", errors="ignore")
        return meant if meant.isprintable() else " "
    return " " if 0x1C <= code <= 0x1F else ""


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _joined(match: re.Match[str]) -> str:
    word = match["left"] + match["right"]
    return word if word.lower() in _KNOWN_WORDS else match.group()


def _unspaced(match: re.Match[str]) -> str:
    """Letters set apart to fill a line, where they make a word we know: `S O C I A L`."""
    word = match.group().replace(" ", "")
    return word if word.lower() in _KNOWN_WORDS else match.group()


_RULES: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    ("invisible characters", f"[{INVISIBLE}]+(?:\r?\n)?|{_HIDDEN_ENTITY}", lambda _: ""),
    ("escaped control characters", r"_x(?P<code>[0-9a-fA-F]{4})_", lambda match: _escaped(match["code"])),
    (
        "mis-decoded characters",
        f"(?:[\u00c2-\u00f4][{_TAIL}]{{1,3}})+|\u201a\u00c4[\u00a0-\u00fc]|\u00c2(?=\\s)",
        lambda match: _decoded(match.group()),
    ),
    ("control characters", _STEERING, lambda _: ""),
    ("control characters", "[\x00-\x08\x0e-\x1f\x7f-\x9f]", lambda match: _control(match.group())),
    ("ligatures and wide letters", "[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]+", _plain),
    (
        "look-alike letters",
        f"(?<=[A-Za-z])[{FOREIGN}]|[{FOREIGN}](?=[A-Za-z])",
        lambda match: _LOOK_ALIKES[match.group()],
    ),
    (
        "words broken over lines",
        r"(?P<left>\b[A-Za-z]{2,})-[ \t]*\r?\n[ \t]*(?P<right>[a-z]{2,}\b)",
        _joined,
    ),
    (
        "words run together",
        r"(?<=[a-z]{2})(?<!anti)(?<!pro)(?<!ycho)(?<!bio)(?:s(?=ocial ?value\b)|c(?=ommunity ?benefits?\b))",
        lambda match: f" {match.group()}",
    ),
    (
        "words run together",
        rf"{_NAME_ENDS}(?={_LITTLE_WORD}\b)",
        lambda match: f"{match.group()} ",
    ),
    ("words run together", r"[a-z](?=(?:SocialValue|CommunityBenefits?)\b)", lambda match: f"{match.group()} "),
    ("words run together", RUN_ON, lambda match: f"{match.group()} "),
    ("tabs as letters", _TAB_AS_LETTER, lambda _: "\t"),
    (
        "figures run together",
        f"{_FIGURE_RUNS_ON}|(?<=\\d)%(?=[A-Z][a-z])|{_CAPITALS_RUN_ON}|{_WORDS_ALLOWED}|{_ITEM_RUNS_ON}",
        lambda match: f"{match.group()} ",
    ),
    ("dots set apart", f"{_LAST_DOTS}|{_DOTS_APART}", lambda _: " ...."),
    ("letters set apart", r"(?<![A-Za-z])(?:[A-Z] ){4,}[A-Z](?![A-Za-z])", _unspaced),
    (
        "words broken by tags",
        r"(?<=[A-Za-z])</?(?:b|i|u|em|strong|span|font)\b[^<>]{0,100}>(?=[a-z])",
        lambda _: "",
    ),
)
_UNPRINTABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A mended text in stretches: where each starts here and as published, and where one that was mended ends there."""

    text: str
    starts: tuple[int, ...] = ()
    published: tuple[int, ...] = ()
    ends: tuple[int | None, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch, which is not empty, stands in the text as published."""
        if not self.starts:
            return start, end
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        after = self.ends[last] or self.published[last] + end - self.starts[last]
        return self.published[first] + start - self.starts[first], after


def clean(text: str) -> Cleaned:
    """The text with well-known damage mended."""
    if not may_be_damaged(text):
        return Cleaned(text)
    pieces: list[str] = []
    stretches: list[tuple[int, int, int | None]] = [(0, 0, None)]
    length = last = 0
    for match, meant, _ in _mends(text):
        pieces += [text[last : match.start()], meant]
        length += match.start() - last
        if meant:
            stretches.append((length, match.start(), match.end()))
        length += len(meant)
        last = match.end()
        stretches.append((length, last, None))
    if not last:
        return Cleaned(text)
    starts, published, ends = zip(*stretches, strict=True)
    return Cleaned("".join([*pieces, text[last:]]), starts, published, ends)


def damage(text: str) -> list[str]:
    """The kinds of damage found in a text, each once, in plain words; empty for a text that is whole."""
    if not may_be_damaged(text):
        return []
    return list(dict.fromkeys(kind for _, _, kind in _mends(text)))


def quotable(text: str) -> str:
    """The text as it may be shown: without characters that no reader sees or that steer a terminal."""
    text = text.replace("\r\n", "\n")
    return _UNPRINTABLE.sub(lambda match: " " if match.group() in "\r\x0b\x0c\x85\u2028\u2029" else "", text)


@cache
def _damage(signs: tuple[bool, ...]) -> re.Pattern[str]:
    """One expression for all of the rules whose signs are there."""
    rules = enumerate(zip(_RULES, signs, strict=True))
    found = (f"(?P<r{number}>{pattern})" for number, ((_, pattern, _), has_sign) in rules if has_sign)
    return re.compile("|".join(found) or "(?!)")


def _mends(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Every place that is mended, what it is mended to, and the kind of damage."""
    for match in _damage(signs_in(text)).finditer(text):
        kind, _, mend = _RULES[int((match.lastgroup or "r0")[1:])]
        meant = mend(match)
        if meant != match.group():
            yield match, meant, kind
