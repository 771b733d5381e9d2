"""Make damaged text readable without moving a character: every offset stays that of the text given.

Entities, tags, written-out escapes and the lost line breaks of some copies (`rn`) give way to the character they
mean, padded to the same length.
"""

from __future__ import annotations

import html
import re

_DAMAGE = re.compile(r"&#?\w{1,10};|</?[a-zA-Z]|\\[rntu]")
_ENTITY = re.compile(r"&(?:amp;){0,3}(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|tr|table|tbody|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
# `<delete if not applicable>` is a note to those who write the notice, and no tag.
_TAG = re.compile(r"<(?!(?i:delete|remove|insert|omit|amend|guidance|drafting|optional)\b)/?[a-zA-Z][^<>]{0,300}>")
_ESCAPE = re.compile(r"\\{1,2}(?:u([0-9a-fA-F]{4})|([rnt](?![a-z]{2,}\\)))")
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_SPACES = "".join(
    map(
        chr,
        [
            *range(9),
            *range(14, 32),
            0x7F,
            0xA0,
            0xAD,
            0x130,
            0x1680,
            *range(0x2000, 0x2010),
            *range(0x202A, 0x2030),
            0x205F,
            0x2060,
            0x3000,
            0xFEFF,
        ],
    )
)
_QUOTES = "\u2018\u2019\u201c\u201d\u201e\u2010\u2011"
_PLAIN = dict.fromkeys(_LINE_ENDS, "\n") | dict.fromkeys(_SPACES, " ") | dict(zip(_QUOTES, '\'\'"""--', strict=True))
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
# English words and place names that truly end in "rn"; any other word with that ending has lost a line break.
_TRUE_RN = re.compile(
    r"(?:^|[^a-z])(?:modern|[a-z]*(?:northern|southern|eastern|western)|concern|govern|pattern|intern|extern|cavern|tavern"
    r"|lantern|stern|fern|tern|discern|cistern|[a-z]*born|[a-z]*corn|[a-z]*horn|worn|torn|sworn|[a-z]*thorn|adorn|scorn|morn"
    r"|shorn|forlorn|[a-z]*turn|urn|[a-z]*burn|churn|spurn|[a-z]*journ|mourn|[a-z]*bourn|saturn|barn|yarn|darn|warn|[a-z]*learn"
    r"|[a-z]*earn|tarn|cairn|bairn|malvern|severn|lucern|bern)$"
)
_TAB_SIGN = re.compile(r"t\d")
_LOST_TAB = re.compile(r"(?<=[\sa-z)])t{1,4}(?=\d{1,3}(?:\.\d+)?\s?%)|(?<=\d\.)t(?=[A-Z])")
_GLUED_TO_TAB = ("aluet", "enefitst", "ricet", "ualityt", "esponset")  # quick to look for
_TAB_AFTER_NAME = re.compile(r"(?:[Vv]alue|enefits|[Pp]rice|[Qq]uality|[Rr]esponse)t(?= ?\d)")
_ODD_FIGURE = re.compile(  # `10\u00b75%` and `1O%`, as typed or read from paper
    r"(?<=\d)(?:[\u00b7\u2024\u2027\u2219\u066b'\u2019](?=\d{1,2}\s?%)|[Oo](?=\s?%))"
)
_ARRAY_ROW = re.compile(r'\["([^"\[\]]{2,120})", ?"?(\d[\d.]{0,5} ?%?)"?\]')
_LOST_BREAK = re.compile(r"rn(?:rn){0,3}(?=\s|$|[A-Z\u2022])")


def mask(text: str) -> str:
    """The same text, character for character, with damage replaced by what it stands for."""
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if "<" in text:
        text = _BLOCK_TAG.sub(lambda match: "\n".ljust(len(match.group())), text)
        text = _TAG.sub(lambda match: " " * len(match.group()), text)
    if "\\" in text:
        text = _ESCAPE.sub(_escape, text)
    if "%" in text:
        text = _ODD_FIGURE.sub(lambda match: "0" if match.group() in "Oo" else ".", _without_lost_tabs(text))
    if '["' in text:
        text = _ARRAY_ROW.sub(lambda match: f"  {match[1]}: {match[2]}".ljust(len(match.group())), text)
    if "rn" in text:
        text = _LOST_BREAK.sub(lambda match: _lost_break(match, text), text)
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    return _NOT_PLAIN.sub(lambda match: _PLAIN[match.group()], text)


def is_damaged(text: str) -> bool:
    """Whether words may be broken by entities, tags or escapes, so that not even the prefilter could read them."""
    return ("&" in text or "<" in text or "\\" in text) and _DAMAGE.search(text) is not None


def _without_lost_tabs(text: str) -> str:
    """`Social value t10%`, `Pricet60 %`, `2.tQuality`: the tab between two cells of which a `t` was left."""
    if any(name in text for name in _GLUED_TO_TAB):
        text = _TAB_AFTER_NAME.sub(lambda match: f"{match.group()[:-1]} ", text)
    if ".t" in text or _TAB_SIGN.search(text) is not None:
        text = _LOST_TAB.sub(lambda match: " " * len(match.group()), text)
    return text


def _entity(match: re.Match[str]) -> str:
    meant = html.unescape(f"&{match.group(1)};")
    return (meant if len(meant) == 1 else " ").ljust(len(match.group()))


def _escape(match: re.Match[str]) -> str:
    code, letter = match.groups()
    meant = chr(int(code, 16)) if code else "\n" if letter == "n" else " "
    return (meant if meant.isprintable() or meant == "\n" else " ").ljust(len(match.group()))


def _lost_break(match: re.Match[str], text: str) -> str:
    word_start = match.start()
    while word_start and text[word_start - 1].isalpha() and match.end() - word_start < 20:
        word_start -= 1
    word = text[word_start : match.end()].lower()
    return match.group() if _TRUE_RN.search(word) else "\n".ljust(len(match.group()))
