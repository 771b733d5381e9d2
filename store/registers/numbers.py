"""Numbers of registers as publishers write them: "Company no. 07654321", an address at Companies House, two in one.

A text is read only where every word of it is one that stands beside such numbers; in all else it is no number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from store.registers.names import data_rows, keyed, mended, number_behind_form, parts_of
from store.registers.organisations import is_several, organisation_number

# Registers under whose schemes numbers of one another are found.
_REGISTERS = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR")
_SCHEMES = frozenset((*_REGISTERS, "GB-CCEW"))
_CHARITIES = frozenset(("GB-CHC", "GB-CCEW", "GB-SC", "GB-NIC"))
_WORDS = {row["word"]: row["register"] for row in data_rows("number_words.csv")}
_ADDRESS = re.compile(
    r"(?:company-information\.service|companieshouse|companies-house)\.gov\.uk/(?:\w+/)*company/([A-Z]{0,2}\d{1,8})\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z]{0,3}\d+[A-Za-z]?(?:-\d{1,4}\b)?|[A-Za-z]+")
_IS_LONG = re.compile(r"\d{5}")
_AS_DECIMAL = re.compile(r"(?<=\d)\.0+(?!\d)")
_IN_GROUPS = re.compile(
    r"(?<!\d)(?:\d{4} \d{4}|\d{2} \d{3} \d{3}|\d{3} \d{3} \d{2}|\d \d{3} \d{3}|\d{3} \d{4})(?![ \d]*\d)"
)
_JOINED_WORD = re.compile(r"\b(CRN|RCN|CHC|COH|NO)(?=\d)", re.IGNORECASE)
_APART_PREFIX = re.compile(r"\b(SC|NI|OC|SO|CE|CS|IP|RS|SP|NP|NIC|LP|SL|FC) (?=\d)", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .\-](?=\d)")
_AS_DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}")
# What stands in brackets in a longer name, and what ends it: words of a number, and the number.
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*\d{5}[^()\[\]]*)[)\]]")
_WORD = re.compile(r"[^\s,;:()\[\]#/]+")
_FORM_WORDS = frozenset(("ltd", "limited", "llp", "plc", "cic", "cio", "cyf", "cyfyngedig"))
_SAYS_NUMBER = re.compile(
    r"\b(?:nos?|num|number|reg\w*|ref|rhif|crn|rcn|coh|chc|charit\w+|elusen|oscr|ccni)\b", re.IGNORECASE
)
# Where the number may be that of another body than the one named first.
_OF_ANOTHER = re.compile(
    r"\b(?:formerly|previously|known as|subsidiary|parent|behalf|part of|care of|hosted by|owned by|member of|agents?"
    r"|partners?|partnership|consortium|jv|trustees?)\b|\bc/o\b",
    re.IGNORECASE,
)
# Forms that the register of the scheme has not, and another alone has.
_ELSEWHERE = (
    (_CHARITIES, re.compile(r"SC\d{6}"), "GB-SC"),
    (_CHARITIES | {"GB-COH"}, re.compile(r"NIC\d{6}"), "GB-NIC"),
    (frozenset({"GB-SC", "GB-NIC"}), re.compile(r"1\d{6}"), "GB-CHC"),
    (_CHARITIES | {""}, re.compile(r"0\d{7}"), "GB-COH"),
    (frozenset({""}), re.compile(r"(?:NI|OC|SO|CE|CS|RS|IP)\d{6}"), "GB-COH"),
    (frozenset({""}), re.compile(r"NIC\d{6}"), "GB-NIC"),
)


class NumbersRead(NamedTuple):
    """Registers and numbers of one published identifier; `is_whole`: nothing in it that looks like one was left."""

    numbers: tuple[tuple[str, str], ...]
    is_whole: bool


@lru_cache(maxsize=1 << 14)
def numbers_in(scheme: str, published: str) -> NumbersRead:
    """The numbers that an identifier states, each as its register writes it, that of its own scheme first.

    Args:
        scheme: code of the register as published, such as `GB-COH`.
        published: what stands in the place of the number.
    """
    scheme = scheme.upper()
    plain = _AS_DECIMAL.sub("", published.strip())
    alone = organisation_number(scheme, plain)
    if alone is not None:
        return NumbersRead((alone,), is_whole=True)
    if scheme not in _SCHEMES:
        return NumbersRead((), is_whole=True)
    elsewhere = _elsewhere(scheme, plain.upper().replace(" ", "").removeprefix(f"{scheme}-"))
    if elsewhere is not None:
        return NumbersRead((elsewhere,), is_whole=True)
    address = _ADDRESS.search(plain)
    if address is not None:
        found = organisation_number("GB-COH", address[1])
        return NumbersRead((found,) if found else (), is_whole=True)
    return _among_words(scheme, _numbers_whole(plain))


@lru_cache(maxsize=1 << 14)
def numbers_as_name(name: str) -> tuple[tuple[str, str], ...] | None:
    """The numbers that a name consists of, as `Charity no. 1150001` does; None of a name with words of its own.

    A number is read where words say of which register it is, or where no other register has its form. Of a number for
    tax, or a telephone, nothing is told: None too.
    """
    text = _numbers_whole(parts_of(mended(name))[0])
    tokens = _TOKEN.findall(text)
    words = [token.casefold() for token in tokens if token.isalpha()]
    if any(_WORDS.get(word, "other") == "other" for word in words):
        return None
    if len(words) == len(tokens) or not all(token.isalpha() or _IS_LONG.search(token) for token in tokens):
        return None  # "Company 3" and "Mutual 2000" are names
    if words:
        return _among_words("", text).numbers
    if _AS_DATE.fullmatch(text.strip()):
        return None
    return _among_words("", text).numbers or None  # alone it is one where its form says of which register


@lru_cache(maxsize=1 << 14)
def is_number_alone(name: str) -> bool:
    """Whether a name is a number and no more, and who has it is not told: `1150001`, `VAT GB 123 4567 89`, a telephone.

    A number for tax may be that of a person: neither it nor its words are a name.
    """
    if numbers_as_name(name) is not None:
        return False
    tokens = _TOKEN.findall(_BETWEEN_DIGITS.sub("", mended(name)))
    words = [token.casefold() for token in tokens if token.isalpha()]
    numbers = [token for token in tokens if not token.isalpha()]
    if not numbers or not all(map(_IS_LONG.search, numbers)) or not all(word in _WORDS for word in words):
        return False
    return not words or any(_WORDS[word] == "other" for word in words)


def is_of_another(name: str) -> bool:
    """Whether a number in a name may be that of another body than the one named first: "formerly", "on behalf of"."""
    return _OF_ANOTHER.search(name) is not None


@lru_cache(maxsize=1 << 14)
def numbers_beside_name(name: str) -> tuple[tuple[str, str], ...]:
    """The numbers that stand beside a name, as in `Acme Ltd (Company No 01234567)` or `Acme Ltd 01234567`.

    Words say of which register it is, or it is of a form that Companies House alone has and stands behind a legal form.
    None is read where the name is that of several bodies, or the number may be that of another.
    """
    name = mended(name)
    if not _IS_LONG.search(name.replace(" ", "")) or is_several(name) or _OF_ANOTHER.search(name):
        return ()
    name = name if keyed(parts_of(name)[0]).form else parts_of(name)[0]
    found: dict[tuple[str, str], None] = {}
    for said in (*_BRACKETED.findall(name), _ending(_numbers_whole(name))):
        if said and _SAYS_NUMBER.search(said):
            found |= dict.fromkeys(numbers_as_name(said) or ())
    behind = number_behind_form(name) or number_behind_form(parts_of(name)[0])
    if behind is not None:
        number = organisation_number("GB-COH", behind[1])
        found |= {number: None} if number else {}
    registers = [register for register, _ in found]
    return tuple(number for number in found if registers.count(number[0]) == 1)


def _ending(name: str) -> str:
    """The last words of a name that are those of a number, behind a legal form or another word of its own."""
    kept = len(name)
    for word in reversed(list(_WORD.finditer(name))):
        plain = word[0].casefold().strip(".-")
        if plain in _FORM_WORDS or not (plain in _WORDS or _IS_LONG.search(plain) or not plain):
            break
        kept = word.start()
    return name[kept:]


def _numbers_whole(text: str) -> str:
    """A text whose numbers are not cut by blanks, nor joined to a word."""
    text = _IN_GROUPS.sub(lambda run: run[0].replace(" ", ""), _JOINED_WORD.sub(r"\1 ", text))
    return _APART_PREFIX.sub(r"\1", text)


def _elsewhere(scheme: str, bare: str) -> tuple[str, str] | None:
    for schemes, pattern, register in _ELSEWHERE:
        if scheme in schemes and pattern.fullmatch(bare):
            return organisation_number(register, bare)
    return None


def _among_words(scheme: str, text: str) -> NumbersRead:
    """Numbers between words that say of which register they are; one that no word tells is of the scheme."""
    tokens: dict[str, str] = {}
    hint = ""
    for token in _TOKEN.findall(text):
        if any(sign.isdigit() for sign in token):
            tokens.setdefault(token, hint)
            hint = ""
        elif token.casefold() not in _WORDS:
            return NumbersRead((), is_whole=True)
        else:
            hint = _WORDS[token.casefold()] or hint
    read = {token: found for token, hint in tokens.items() if (found := _of(hint or scheme, token)) is not None}
    numbers = [
        each for register in dict.fromkeys(register for register, _ in read.values()) for each in _one(register, read)
    ]
    numbers.sort(key=lambda number: not _is_under(scheme, number))
    return NumbersRead(tuple(numbers), is_whole=len(numbers) == len(tokens))


def _one(register: str, read: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """The number of a register, where but one is stated; of several at Companies House the one of full length."""
    found = {token: number for token, number in read.items() if number[0] == register}
    if len(set(found.values())) > 1 and register == "GB-COH":
        found = {token: number for token, number in found.items() if token.upper() == number[1]}
    numbers = list(dict.fromkeys(found.values()))
    return numbers if len(numbers) == 1 else []


def _of(register: str, token: str) -> tuple[str, str] | None:
    found = organisation_number(register, token) if register in _SCHEMES else None
    return found or _elsewhere(register, token.upper())


def _is_under(scheme: str, number: tuple[str, str]) -> bool:
    return number[0] == ("GB-CHC" if scheme == "GB-CCEW" else scheme)
