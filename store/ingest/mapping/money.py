"""The estimated value of a tender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

UNLIKELY_AMOUNT = 1e11  # no contract or framework comes near 100 billion pounds; as in store/sql/macros/scope.sql
_NO_VALUE: dict[str, Any] = {"value_amount": None, "value_amount_gross": None, "value_currency": None}


def value_of(tender: Object, fields: Fields) -> dict[str, Any]:
    """Value of the tender as published; without one, the sum of its lots when every lot states one in one currency."""
    stated = value_columns(fields.object(tender, "value", "/tender"), "/tender/value", fields)
    if stated["value_amount"] is not None or stated["value_amount_gross"] is not None:
        return stated
    lots = fields.parts(tender, "lots", "/tender")
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
        "value_amount": _amount(value, "amount", at, fields),
        "value_amount_gross": _amount(value, "amountGross", at, fields),
        "value_currency": _currency(value, at, fields),
    }


def _amount(value: Object, key: str, at: str, fields: Fields) -> float | None:
    amount = fields.number(value, key, at)
    if amount is not None and not 0 <= amount < UNLIKELY_AMOUNT:
        fields.note("unlikely_value", "no sum that a contract can have", f"{at}/{key}", value[key])
    return amount


def _currency(value: Object, at: str, fields: Fields) -> str | None:
    currency = fields.text(value, "currency", at)
    if currency is None or currency.isupper():
        return currency
    fields.note("irregular_code", f"read as {currency.upper()}", f"{at}/currency", value["currency"])
    return currency.upper()


def _summed(values: list[dict[str, Any]], currency: str) -> dict[str, Any]:
    total: dict[str, Any] = {"value_currency": currency}
    for name in ("value_amount", "value_amount_gross"):
        amounts = [value[name] for value in values]
        total[name] = None if None in amounts else sum(amounts)
    return total
