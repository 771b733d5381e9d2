"""Ids of the parts of a release: numbers are taken for texts, as portals mix the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.text.printable import printable
from crawler.text.redact import redact

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object


def identifier_of(holder: Object, at: str, fields: Fields, stand_in: str) -> str:
    """The id of an award, contract, metric or other part; `stand_in` where it has none."""
    value = holder.get("id")
    if type(value) is int:
        return str(value)
    return fields.text(holder, "id", at) or stand_in


def reference(value: object) -> str | None:
    """The id by which one part names another, as `identifier_of` writes it; None when there is none."""
    if type(value) is not str and type(value) is not int:
        return None
    return redact(printable(str(value)).strip()) or None


def contract_id_of(at: str, contract: Object, fields: Fields) -> str:
    """The id of a contract, else its place among the contracts of the release."""
    return identifier_of(contract, at, fields, f"contract-{place_of(at)}")


def place_of(at: str) -> str:
    """Place of a part in its list: the last step of its JSON pointer."""
    return at.rpartition("/")[2]
