"""What a published name and number say of a supplier: its legal form, and whether it must be taken for a person.

A supplier with neither legal-form words nor the number of an organisation counts as a person until a register says
otherwise: the name of a sole trader is that of a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from store.registers.names import data_rows, keyed, mended, parts_of, tokens_of

_STATUS_OF_FORM = {
    "company": "company",
    "plc": "company",
    "llp": "company",
    "lp": "company",
    "cic": "cic",
    "cio": "charity",
    "society": "registered_society",
    "foreign": "foreign",
}
HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend", "sir", "dame")
)
_SOLE_TRADER = re.compile(r"\bsole[ -]?traders?\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_INITIALED = re.compile(r"(?:[A-Z]\.? ?){1,3} ?[A-Z][a-z'\u2019-]+(?:-[A-Z][a-z]+)?")
_NO_ADDRESS = frozenset(("null", "n/a", "na", "none", "-", "."))
_PPON_LENGTH = 12  # without the hyphens that some leave out
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b", re.IGNORECASE)


class _Scheme(NamedTuple):
    register: str
    pattern: re.Pattern[str]
    is_organisation: bool
    status: str | None


_SCHEMES = {
    row["scheme"]: _Scheme(
        row["register"], re.compile(row["pattern"]), row["is_organisation"] == "true", row["status"] or None
    )
    for row in data_rows("identifier_schemes.csv")
}
_FOREIGN_FORM = re.compile(
    r"(?:^|[\s,(])(?:"
    + "|".join(f"(?:{row['pattern']})" for row in data_rows("foreign_forms.csv"))
    + r")[.)]*\s*(?:\([^()]*\))?\s*$"
)
_INSTITUTIONS = [
    (re.compile(rf"(?:^| ){row['words']}(?: |$)"), row["status"], row["is_weak"] == "true")
    for row in data_rows("organisation_words.csv")
]
GIVEN_NAMES = frozenset(row["name"] for row in data_rows("given_names.csv"))
_TRADES = frozenset(row["word"] for row in data_rows("trade_words.csv"))
# Words that no family name is: with one of these a name may be that of an organisation.
_COMMON = frozenset(row["word"] for row in data_rows("common_words.csv")) | _TRADES
_PLACEHOLDERS = frozenset(row["name"] for row in data_rows("placeholder_names.csv"))
# Words of which nothing but excuses can be made: `nothing` says it alone, `not` after "not", "to be" or "yet".
_EXCUSES = {row["word"]: row["says"] for row in data_rows("placeholder_words.csv")}
# Where one body ends and another begins: "Hope Ltd / Faith Centre", "Hope Ltd and Faith CIC".
_FORM = r"\b(?:ltd|limited|plc|llp|cic|c\.i\.c|cio|cyf|cyfyngedig)\b\.?"
_JOINED_WITH = r"\b(?:in )?(?:partnership|consortium|association|collaboration|joint venture) with\b"
_SEVERAL = re.compile(
    rf"{_FORM}\)?\s*(?:[/;+]|\bjv\b|{_JOINED_WITH})\s*\w"
    rf"|{_FORM}\)?\s*(?:&|,|\band\b|\bwith\b).*{_FORM}"
    rf"|[/&+,]\s*[^/]*{_FORM}\s*\(\s*(?:consortium|joint venture|jv)\b"
    rf"|{_FORM}\s*[-(]\s*(?:consortium|joint venture|jv)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a name says.

    `status` is the kind of organisation its words state, None when they state none; `form` the legal form.
    `is_organisation`: its words are those of an organisation. `may_be_organisation`: they are not, yet a register may
    hold an organisation of that name; false of what reads like the name of a human being, for the company of that name
    may be another, or bear the name of one.
    """

    key: str
    trading_key: str | None
    form: str | None
    status: str | None
    is_organisation: bool
    may_be_organisation: bool


@lru_cache(maxsize=1 << 16)
def facts_of(name: str) -> NameFacts:
    """Facts of a name as published. The legal name decides, not a trading name after it."""
    compared = keyed(name)
    legal, _ = parts_of(mended(name))
    is_sole = _SOLE_TRADER.search(name) is not None
    form = compared.form
    if form is None and _FOREIGN_FORM.search(legal):
        form = "foreign"
    words = tokens_of(legal)
    institution, is_weak = _institution(" ".join(words))
    is_personal = is_sole or _is_personal(legal, words)
    is_joint = is_several(name)
    is_stated = form is not None and not is_sole
    is_institution = institution is not None and not (is_sole or (is_personal and is_weak))
    status = _STATUS_OF_FORM[form] if is_stated and form is not None else None
    if institution not in {None, "none"} and is_institution and status in {None, "company"}:
        status = institution if institution != "charity" or status is None else status
    return NameFacts(
        key=compared.key,
        trading_key=compared.trading_key,
        form=None if is_joint else form,
        status=None if is_joint else status,
        is_organisation=is_stated or is_institution,
        may_be_organisation=not is_personal and (len(words) == 1 or not _COMMON.isdisjoint(words)),
    )


def _institution(words: str) -> tuple[str | None, bool]:
    """The strongest institution that the words name, and whether its word is also a surname or a shop's."""
    found: tuple[str | None, bool] = (None, True)
    for pattern, status, is_weak in _INSTITUTIONS:
        if pattern.search(words) and (found[0] is None or (found[1], found[0] == "none") > (is_weak, status == "none")):
            found = (status, is_weak)
    return found


def _is_personal(legal: str, words: list[str]) -> bool:
    """Whether a legal name reads like a human being's: a title, a given name first, or initials and a surname."""
    if not words:
        return False
    if words[0] in HONORIFICS:
        return True
    if words[0] in GIVEN_NAMES and len(words) > 1:
        return True
    plain = legal.strip()
    if plain.isupper():
        plain = plain.title()
    if "," in plain:  # "Smith, John"
        last, _, first = plain.partition(",")
        first_words = tokens_of(first)
        return len(tokens_of(last)) <= 2 and bool(first_words) and first_words[0] in GIVEN_NAMES
    return _INITIALED.fullmatch(plain) is not None and words[-1] not in _TRADES


@lru_cache(maxsize=1 << 14)
def is_placeholder(name: str) -> bool:
    """Whether a text in the place of a name names nobody: "N/A", "Various", "See attached", or no letter at all."""
    plain = " ".join(name.casefold().split()).strip(" .:*")
    return plain in _PLACEHOLDERS or _LETTERS.search(plain) is None or _is_excuse(tokens_of(plain))


def _is_excuse(words: list[str]) -> bool:
    """Whether words say why there is no name: "Not disclosed - commercially sensitive"."""
    says = {_EXCUSES[word] for word in words if word in _EXCUSES}
    if len(words) < 2 or any(
        word not in _EXCUSES and not word.isdigit() for word in words
    ):  # one word may be the name of a firm
        return False
    return "nothing" in says or ("not" in says and not {"not", "be", "yet"}.isdisjoint(words))


@lru_cache(maxsize=1 << 14)
def is_several(name: str) -> bool:
    """Whether a name is that of several bodies, at least one with a legal form: no form or kind is that of them all."""
    legal, _ = parts_of(mended(name))
    return _SEVERAL.search(legal) is not None


@lru_cache(maxsize=1 << 11)
def organisation_number(scheme: str, identifier: str) -> tuple[str, str] | None:
    """Register and number of an identifier as the register writes it; None when it has another length or form."""
    known = _SCHEMES.get(scheme.upper())
    if known is None:
        return None
    bare = identifier.upper().replace(" ", "").removeprefix(f"{scheme.upper()}-")
    if known.register == "GB-COH":
        bare = _company_number(bare)
    elif known.register == "GB-SC" and bare.isdigit():
        bare = f"SC{bare.zfill(6)}"
    elif known.register == "GB-NIC":
        bare = bare.removeprefix("NIC")
    elif known.register == "GB-VAT":
        bare = bare.removeprefix("GB")
    elif known.register == "XI-DUNS":
        bare = bare.replace("-", "")
    elif known.register == "GB-PPON" and len(bare) == _PPON_LENGTH:
        bare = f"{bare[:4]}-{bare[4:8]}-{bare[8:]}"
    # A row of zeros stands where there is no number.
    return (known.register, bare) if known.pattern.fullmatch(bare) and bare.strip("0") else None


def _company_number(bare: str) -> str:
    """A company number with the zeros that publishers leave out: eight characters in all."""
    if bare.isdigit():
        return bare.zfill(8)
    prefix, digits = bare[:2], bare[2:]
    return prefix + digits.zfill(6) if prefix.isalpha() and digits.isdigit() else bare


def is_known_scheme(scheme: str) -> bool:
    """Whether the form of numbers under a scheme is known here."""
    return scheme.upper() in _SCHEMES


@lru_cache(maxsize=1_000)
def is_of_organisation(register: str) -> bool:
    """Whether numbers of a register are given to organisations alone."""
    return any(known.is_organisation for known in _SCHEMES.values() if known.register == register)


def status_of_number(register: str, number: str) -> str | None:
    """The kind of organisation that a number alone states."""
    if register == "GB-COH":
        return _STATUS_OF_PREFIX.get(number[:2])
    return next((known.status for known in _SCHEMES.values() if known.register == register), None)


# Companies House numbers by their first letters: gov.uk, Companies House company numbers and prefixes.
_STATUS_OF_PREFIX = {
    "CE": "charity",
    "CS": "charity",
    "RS": "registered_society",
    "IP": "registered_society",
    "SP": "registered_society",
    "NP": "registered_society",
    "OC": "company",
    "SO": "company",
    "NC": "company",
    "LP": "company",
    "SL": "company",
    "NL": "company",
    "FC": "foreign",
    "SF": "foreign",
    "NF": "foreign",
    "OE": "foreign",
}


def postcode_district(texts: list[str]) -> str | None:
    """The outward half of the last postcode in an address: `BD16` of `BD16 2AU`; None without one."""
    return next((district for text in reversed(texts) if (district := _district_in(text))), None)


@lru_cache(maxsize=1 << 11)
def _district_in(text: str) -> str | None:
    """The district of the last postcode in one line of an address; many lines hold nothing but it."""
    found = _POSTCODE.findall(text) if text.casefold().strip() not in _NO_ADDRESS else []
    return str(found[-1][0]).upper() if found else None
