"""The estimated value of a tender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

_NO_VALUE: dict[str, Any] = {"value_amount": None, "value_amount_gross": None, "value_currency": None}


def value_of(tender: Object, fields: Fields) -> dict[str, Any]:
    """Value of the tender as published; without one, the sum of its lots when every lot states one in one currency."""
    stated = value_columns(fields.object(tender, "value", "/tender"), "/tender/value", fields)
    if stated["value_amount"] is not None or stated["value_amount_gross"] is not None:
        return stated
    lots = fields.objects(tender, "lots", "/tender")
    values = [value_columns(fields.object(lot, "value", at), f"{at}/value", fields) for at, lot in lots]
    currencies = {value["value_currency"] for value in values}
    if len(currencies) != 1 or None in currencies:
        return stated
    return _summed(values, currencies.pop())


def value_columns(value: Object, at: str, fields: Fields) -> dict[str, Any]:
    """A value as published: net, gross and currency."""
    if not value:
        return _NO_VALUE
    return {
        "value_amount": fields.number(value, "amount", at),
        "value_amount_gross": fields.number(value, "amountGross", at),
        "value_currency": fields.text(value, "currency", at),
    }


def _summed(values: list[dict[str, Any]], currency: str) -> dict[str, Any]:
    total: dict[str, Any] = {"value_currency": currency}
    for name in ("value_amount", "value_amount_gross"):
        amounts = [value[name] for value in values]
        total[name] = None if None in amounts else sum(amounts)
    return total
