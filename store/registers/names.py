"""Names of organisations compared: one key for all spellings of a name, and the legal form that a name states."""

from __future__ import annotations

import contextlib
import csv
import html
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_MOJIBAKE = re.compile(
    "[\u00c2\u00c3\u00e2][\u0080-\u00bf" + bytes(range(0x80, 0xA0)).decode("windows-1252", "ignore") + "]"
)
# Where the legal name ends and the trading name begins.
_TRADING_AS = re.compile(
    r"\s*(?:\(\s*)?(?:\bt\s*[/\\]\s*as?\b|\btrading\s+as\b|\btrading\s+name\b|\btrading\s+under\b|\bT/?A\b|\bt\.a\.|\bd/b/a\b|\bdba\b)[:\s]*",
    re.IGNORECASE,
)
_TRADING_AS_BARE = re.compile(r"\s+TA\s+")
_FORMERLY = re.compile(r"\(?\s*\b(?:formerly(?: known as)?|previously|known as|a\.?k\.?a\.?)\b.*$", re.IGNORECASE)
# A number of a register in the name says nothing of the name.
_NUMBERED = re.compile(
    r"[(\[,\-]?\s*\b(?:registered\s+)?(?:"
    r"company|charity|co\.?(?=\s*(?:reg|no|num))|crn|rcn|reg(?:istered|istration|d)?\b\.?)"
    r"(?:\s*(?:reg(?:istered|istration|d)?|no|nos|number|num"
    r"|in (?:england|wales|scotland|northern ireland|and|&|\s)+)\b\.?)*"
    r"\s*[:#]?\s*(?:(?:SC|NI|OC|SO|CE|NIC)\s)?(?:\d{4} \d{4}|[A-Z]{0,3}\d{4,8})[\])]?",
    re.IGNORECASE,
)
# A number that Companies House alone writes so, behind a legal form at the end of a name; eight digits may be a date.
_BEHIND_FORM = re.compile(
    r"(?<=[\w.)])[\s,;:(\[\-\u2013#]+"
    r"(?!(?:0[1-9])(?:0[1-9]|1[0-2])(?:19|20)\d{2}\b)(0\d{7}|(?:NI|OC|SO|CE|CS|RS|IP|SC(?=[1-9]))\d{6})[)\]]?\s*$",
    re.IGNORECASE,
)
# Only a name with one of these can hold what the expressions above look for: spares nearly every name the search.
_ASIDE = re.compile(r"[(/]|\bta\b|t\.a\.|trading|dba|formerly|previously|known as|aka|\d{4}", re.IGNORECASE)
_CO_OPERATIVE = re.compile(r"\bco[- ]op(?=s?\b|erati)")
_DOTTED = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")
_APART = re.compile(r"[^a-z0-9]+")


def data_rows(name: str) -> list[dict[str, str]]:
    """Rows of a data file of this room."""
    with (files("store") / "registers" / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


_WORDS = {row["word"]: row["replacement"] for row in data_rows("name_words.csv")}
# Forms of several words first, so that the longest is found.
_FORMS: list[tuple[tuple[str, ...], str]] = sorted(
    ((tuple(row["words"].split()), row["form"]) for row in data_rows("legal_forms.csv")), key=lambda form: -len(form[0])
)
_NUMBER_WORDS = frozenset(row["word"] for row in data_rows("number_words.csv"))
_COUNTY_BOROUGHS = {row["words"] for row in data_rows("organisation_words.csv") if row["words"].endswith(" cbc")}
_FORM_ENDS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _form in _FORMS:
    _FORM_ENDS.setdefault(_form[0][-1], []).append(_form)


class KeyedName(NamedTuple):
    """A name as it is compared: the key of its legal part, the legal form stated, and the key of a trading name."""

    key: str
    form: str | None
    trading_key: str | None


def mended(name: str) -> str:
    """A name with character entities resolved and UTF-8 that was read as Windows-1252 put right, spaces single."""
    if "&" in name and ";" in name:
        name = html.unescape(name)
    if _MOJIBAKE.search(name):
        with contextlib.suppress(UnicodeError):  # not what it looked like
            name = name.encode("windows-1252").decode("utf-8")
    return " ".join(name.split())


def parts_of(name: str) -> tuple[str, str | None]:
    """The legal name and the trading name of `Legal Name t/a Trading Name`."""
    match = _TRADING_AS.search(name) or _TRADING_AS_BARE.search(name)
    if match is None or match.start() == 0:
        return name, None
    trading = name[match.end() :].strip(" )(-,")
    return name[: match.start()].rstrip(" (-,"), trading or None


def tokens_of(text: str) -> list[str]:
    """Words of a name in lower case, without accents and punctuation; single letters that stand together are joined."""
    text = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.replace("\u2019", ""))
        text = "".join(letter for letter in plain if not unicodedata.combining(letter))
    text = text.replace("'", "").replace("`", "")
    if "co" in text:
        text = _CO_OPERATIVE.sub("coop", text)
    if "&" in text or "+" in text:
        text = text.replace("&", " and ").replace("+", " and ")
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    words = _APART.sub(" ", text).split()
    if all(len(word) > 1 for word in words):
        return words
    joined: list[str] = []
    is_run = False
    for word in words:
        is_single = len(word) == 1 and word.isalpha()
        if is_single and is_run:
            joined[-1] += word
        else:
            joined.append(word)
        is_run = is_single
    return joined


def _split_form(tokens: list[str]) -> tuple[list[str], str | None]:
    """The words before the legal form, and the form; forms may follow each other (`CIC Limited`)."""
    found = None
    while tokens and tokens[-1] in _FORM_ENDS:
        for words, form in _FORM_ENDS[tokens[-1]]:
            if tuple(tokens[-len(words) :]) == words and len(tokens) > len(words) and not _is_council(tokens):
                found = form if found is None or found == "company" else found
                if form == "society":  # part of the name: without it little would be left
                    return tokens, found
                tokens = tokens[: -len(words)]
                break
        else:
            break
    return tokens, found


def number_behind_form(name: str) -> re.Match[str] | None:
    """A company number that ends a name, as in `Acme Ltd 01234567`, where a legal form stands before it."""
    found = _BEHIND_FORM.search(name)
    return found if found and _split_form(tokens_of(name[: found.start()]))[1] is not None else None


def _is_council(tokens: list[str]) -> bool:
    """Whether `CBC` ends the name of a county borough council: elsewhere it is Welsh for `CIC`."""
    return tokens[-1] == "cbc" and " ".join(tokens) in _COUNTY_BOROUGHS


def _key_of(text: str) -> tuple[str, str | None]:
    tokens, form = _split_form(tokens_of(text))
    if form is None:  # a form within: "Hope Limited - North Branch"
        for place in range(len(tokens) - 1, 0, -1):
            if tokens[place] in _FORM_ENDS:
                head, form = _split_form(tokens[: place + 1])
                if form is not None:
                    tokens = head + tokens[place + 1 :]
                    break
    words = " ".join(filter(None, (_WORDS.get(token, token) for token in tokens)))
    return words or " ".join(tokens), form


@lru_cache(maxsize=1 << 16)
def keyed(name: str) -> KeyedName:
    """The key of a name as published or registered."""
    name = mended(name)
    trading = None
    if _ASIDE.search(name):
        name = _FORMERLY.sub(" ", name)
        whole = parts_of(name)
        is_number = all(word in _NUMBER_WORDS or word.isdigit() for word in tokens_of(_NUMBERED.sub(" ", whole[0])))
        # Of nothing but a number, such as "Charity no. 1150001", nothing would be left.
        name, trading = whole if is_number else parts_of(_NUMBERED.sub(" ", name))
        if (behind := number_behind_form(name)) is not None:
            name = name[: behind.start()]
    key, form = _key_of(name)
    trading_key = _key_of(trading)[0] if trading else None
    return KeyedName(key, form, trading_key or None)


def name_key(name: str) -> str:
    """The key alone."""
    return keyed(name).key
