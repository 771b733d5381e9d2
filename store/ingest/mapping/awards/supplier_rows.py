"""Rows of core.supplier: all that is said of an organisation, and next to nothing of a person."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from store.hashes import short_hash
from store.registers.organisations import facts_of, is_of_organisation, postcode_district, status_of_number

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Object

_UK = frozenset(
    {"gb", "uk", "united kingdom", "great britain", "england", "scotland", "wales", "cymru", "northern ireland"}
)
_ABROAD = frozenset(
    (
        *(
            "usa",
            "u.s.a",
            "united states",
            "united states of america",
            "us",
            "ireland",
            "republic of ireland",
            "france",
        ),
        *(
            "germany",
            "italy",
            "spain",
            "netherlands",
            "belgium",
            "switzerland",
            "sweden",
            "denmark",
            "norway",
            "finland",
        ),
        *("poland", "austria", "portugal", "canada", "australia", "new zealand", "india", "china", "japan", "israel"),
        *("singapore", "south africa", "czech republic", "hungary", "romania", "greece", "luxembourg", "estonia"),
    )
)


@lru_cache(maxsize=1 << 11)  # the row is not changed by anyone: an organisation wins again and again
def organisation_row(
    name: str | None, numbers: tuple[tuple[str, str], ...], district: str | None, is_abroad: bool | None, source: str
) -> dict[str, Any]:
    """The row of an organisation, with its id: the hash of everything that is said of it."""
    row = _columns(name, numbers, district, is_abroad) | {"source": source}
    return row | {"supplier_id": short_hash(orjson.dumps(row, option=orjson.OPT_SORT_KEYS))}


def person_row(supplier_id: str, source: str, *, may_be_organisation: bool) -> dict[str, Any]:
    """The row of a person: nothing is said but that there is one."""
    return _columns(None, (), None, None) | {
        "source": source,
        "supplier_id": supplier_id,
        "is_person": True,
        "may_be_organisation": may_be_organisation,
    }


def _columns(
    name: str | None, numbers: tuple[tuple[str, str], ...], district: str | None, is_abroad: bool | None
) -> dict[str, Any]:
    facts = facts_of(name) if name else None
    ranked = sorted(numbers, key=lambda number: not is_of_organisation(number[0]))
    scheme, identifier = ranked[0] if ranked else (None, None)
    stated = next((status for number in ranked if (status := status_of_number(*number))), None)
    return {
        "name": name,
        "name_key": facts.key if facts else None,
        "trading_key": facts.trading_key if facts else None,
        "name_form": facts.form if facts else None,
        "name_status": facts.status if facts else None,
        "number_status": stated,
        "identifier_scheme": scheme,
        "identifier": identifier,
        "other_identifiers": [f"{register}:{number}" for register, number in ranked[1:]],
        "postcode_district": district,
        "is_abroad": is_abroad,
        "is_person": False,
        "may_be_organisation": True,
    }


def address_of(holder: Object) -> tuple[str | None, bool | None]:
    """The postcode district of a holder's address, and whether it is abroad."""
    address, texts = holder.get("address"), lines_of(holder)
    if isinstance(address, dict) and isinstance(address.get("postalCode"), str):
        texts.append(address["postalCode"])
    return postcode_district(texts), _is_abroad(address, texts)


def _is_abroad(address: object, texts: list[str]) -> bool | None:
    """Whether an address lies outside the United Kingdom; None when it does not say."""
    if not isinstance(address, dict):
        return None
    for key in ("country", "countryName"):
        value = address.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip().casefold() not in _UK
    last = texts[-1].replace("\n", ",").rstrip(" ,.").rpartition(",")[2].strip().casefold() if texts else ""
    return True if last in _ABROAD or last.rpartition(" ")[2] in {"usa", "u.s.a"} else None


def lines_of(holder: Object) -> list[str]:
    """What stands in the address of a holder, part by part."""
    address = holder.get("address")
    return [value for value in address.values() if isinstance(value, str)] if isinstance(address, dict) else []
