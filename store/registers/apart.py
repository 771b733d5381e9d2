"""A name and the identifiers that stand in it: `Acme Ltd (VAT GB123456789)` is Acme Ltd, with a number of its own.

Only what plainly says of which scheme it is comes out of the name; what may be a number and does not, stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from store.registers.names import keyed, mended, number_behind_form, parts_of
from store.registers.numbers import is_of_another, numbers_as_name, numbers_beside_name
from store.registers.organisations import is_several, organisation_number

_NUMBER_WORD = r"(?:reg(?:istered|istration|d|n)?|nos?|number|num|id|code)\b\.?"
_BETWEEN = rf"(?:\s*{_NUMBER_WORD})*\s*[:#.\-]?\s*"
_IN_SCOTLAND = (
    r"(?:a )?(?:charitable body|(?:scottish )?charity),? registered in Scotland,?(?: with| under)?(?: the)?"
    r"(?: charity| registration)?"
)
# Schemes that no register of organisations keeps: the words, the form of the number, and the scheme.
_PLAIN = (
    ("GB-PPON", rf"(?:(?:GB[ -]?)?PPON\b{_BETWEEN})?(P[A-Z]{{3}}-\d{{4}}-[A-Z]{{4}})"),
    ("GB-PPON", rf"(?:GB[ -]?)?PPON\b{_BETWEEN}(P?[A-Z]{{3}}-?\d{{4}}-?[A-Z]{{4}})"),
    ("XI-DUNS", rf"D-?U-?N-?S\b{_BETWEEN}(\d{{2}}-?\d{{3}}-?\d{{4}})"),
    ("GB-VAT", rf"(?:VAT|V\.A\.T\.?)(?![A-Z]){_BETWEEN}((?:GB ?)?\d{{3}} ?\d{{4}} ?\d{{2}}(?: ?\d{{3}})?)"),
    ("GB-VAT", r"(GB ?\d{3} ?\d{4} ?\d{2})"),
    ("GB-SC", rf"{_IN_SCOTLAND}{_BETWEEN}(SC ?\d{{6}})"),
)
_WHOLE = [(scheme, re.compile(pattern, re.IGNORECASE)) for scheme, pattern in _PLAIN]
_LEAD = r"(?:^|[\s,;:/|\u2013\u2014-]+)"
_ENDING = [(scheme, re.compile(rf"{_LEAD}{pattern}\s*$", re.IGNORECASE)) for scheme, pattern in _PLAIN]
# Numbers of registers at the end: `lead` says how the words stand behind the name, `words` which register it is.
_REGISTERED = re.compile(
    r"(?P<lead>^|[\s,;:/|\u2013\u2014-]+)(?P<words>(?:registered\s+|scottish\s+)*(?:company|charity|crn|rcn|chc|co|oscr)(?![a-z])\.?"
    rf"(?:\s*(?:{_NUMBER_WORD}|in (?:england(?: (?:and|&) wales)?|wales|scotland|northern ireland)))*)"
    r"\s*[:#.\-]?\s*(?P<number>(?:SC|NI|OC|SO|CE|CS|NIC)? ?\d[\d ]{3,9})$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_ONE = re.compile(r"\s*(?:[,;&]|\band\b)\s*")
_MAY_HOLD = re.compile(r"\d{3}")
_DIGITS = re.compile(r"(?<![\w./-])[A-Z]{0,3}\d[\d -]{4,}\d(?![\w/])", re.IGNORECASE)
_OTHER_THINGS = re.compile(
    r"\b(?:tel|telephone|phone|fax|ref|lot|contract|framework|project|po box|box)\b", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[ .-]?(?:0?[1-9]|1[0-2])[ .-]?(?:19|20)\d{2}|(?:19|20)\d{2} ?- ?(?:19|20)?\d{2}"
)
Number = tuple[str, str]


class NameApart(NamedTuple):
    """A name less the identifiers in it, those as (scheme, number), and what may be one of no scheme told."""

    name: str
    numbers: tuple[Number, ...]
    doubtful: str | None


@lru_cache(maxsize=1 << 14)
def name_apart(name: str) -> NameApart:
    """Take the identifiers whose scheme is plain out of a name; of one that is several bodies' nothing is taken."""
    whole = NameApart(name, (), None)
    if not _MAY_HOLD.search(name) or numbers_as_name(name) is not None:
        return whole
    said = mended(name)
    if is_several(said) or is_of_another(said):
        return whole
    found: dict[Number, None] = dict.fromkeys(numbers_beside_name(said))
    legal = parts_of(said)[0]
    # Whose a number behind a trading name is, the legal form of the name before it tells.
    tail = said[len(legal) :]
    kept = _ended(_unbracketed(legal, found), found) + (_unbracketed(tail, found) if keyed(legal).form else tail)
    schemes = [scheme for scheme, _ in found]
    if len(schemes) > len(set(schemes)):  # two numbers of one register: whose is the name?
        return whole._replace(doubtful=said)
    if not any(sign.isalpha() for sign in kept):
        return whole
    return NameApart(kept if kept != said else name, tuple(found), _doubtful(kept))


def _unbracketed(name: str, found: dict[Number, None]) -> str:
    """The name less the brackets in which nothing but identifiers stands."""
    kept = name
    for bracket in _BRACKETS.finditer(name):
        parts = [part for part in _ONE.split(bracket[1]) if part]
        numbers = [_numbers_of(part, name[: bracket.start()]) for part in parts]
        if parts and all(numbers):
            found |= dict.fromkeys(number for each in numbers for number in each)
            kept = kept.replace(bracket[0], " ", 1)
    return kept if kept == name else kept.rstrip()


def _ended(name: str, found: dict[Number, None]) -> str:
    """The name less the identifiers that end it, one behind the other."""
    while True:
        shorter = _shortened(name.rstrip(" ,;:/|-\u2013\u2014"), found)
        if shorter is None:
            return name
        name = shorter


def _shortened(name: str, found: dict[Number, None]) -> str | None:
    for scheme, pattern in _ENDING:
        ending = pattern.search(name)
        number = organisation_number(scheme, ending[1]) if ending else None
        if ending and number:
            found[number] = None
            return _trimmed(name[: ending.start()])
    behind = number_behind_form(name)
    if behind is not None and (number := organisation_number("GB-COH", behind[1])):
        found[number] = None
        return _trimmed(name[: behind.start()])
    ending = _REGISTERED.search(name)
    numbers = numbers_as_name(f"{ending['words']} {ending['number']}") if ending else None
    if ending is None or not numbers:
        return None
    before = name[: ending.start()]
    is_said = re.search(_NUMBER_WORD, ending["words"], re.IGNORECASE) or keyed(before).form or ending["lead"].strip()
    if not is_said:  # "Hope Charity 1012345": the word is the name's, and the number behind it
        if not re.search("charity", ending["words"], re.IGNORECASE):
            return None
        before = name[: ending.start("number")]
    found |= dict.fromkeys(numbers)
    return _trimmed(before)


def _numbers_of(text: str, before: str) -> tuple[Number, ...]:
    """The numbers that a text in brackets consists of; none where it holds anything else."""
    for scheme, pattern in _WHOLE:
        match = pattern.fullmatch(text.strip())
        number = organisation_number(scheme, match[1]) if match else None
        if number:
            return (number,)
    plain = text.replace(" ", "").upper()
    if re.fullmatch(r"SC0\d{5}", plain) and keyed(before).form is None:
        return (("GB-SC", plain),)  # companies have a legal form in their names
    return numbers_as_name(text) or ()


def _trimmed(name: str) -> str:
    return name.rstrip(" ,;:/|-\u2013\u2014([")


def _doubtful(name: str) -> str | None:
    """What is left in a name and may be an identifier: a long number that is no date, telephone or reference."""
    number = _DIGITS.search(name)
    if number is None or _OTHER_THINGS.search(name) or _DATE.fullmatch(number[0].strip()):
        return None
    return number[0].strip()
