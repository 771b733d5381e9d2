"""The estimated value of a tender, and any value with its currency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.mapping.fields import Fields, Object

UNLIKELY_AMOUNT = 1e11  # no contract or framework comes near 100 billion pounds; as in store/sql/macros/scope.sql
FILLER = 1  # 0 and 1 stand for a value that is not known
UNREADABLE_CURRENCY = "XXX"  # of ISO 4217: none; so that an amount in a currency nobody can tell is not one in pounds
_CODE = re.compile(r"[A-Z]{3}")
_WORDS = {
    **dict.fromkeys(("\u00a3", "GB\u00a3", "UKP", "POUND", "POUNDS", "STERLING", "POUNDS STERLING"), "GBP"),
    **dict.fromkeys(("\u20ac", "EURO", "EUROS"), "EUR"),
}
_NO_VALUE: dict[str, Any] = {"value_amount": None, "value_amount_gross": None, "value_currency": None}
_AMOUNTS = ("value_amount", "value_amount_gross")
_KEYS = frozenset({"amount", "amountGross", "currency"})


def value_of(tender: Object, fields: Fields) -> dict[str, Any]:
    """Value of the tender as published; without one, the sum of its lots when these can be added up."""
    stated = value_columns(fields.object(tender, "value", "/tender"), "/tender/value", fields)
    if stated["value_amount"] is not None or stated["value_amount_gross"] is not None:
        return stated
    lots = _lots_once(fields.parts(tender, "lots", "/tender"), fields)
    ids = [repr(lot["id"]) for _, lot in lots if lot.get("id") is not None]
    if len(set(ids)) != len(ids) and any(lot.get("value") for _, lot in lots):
        fields.note("unsummed_lots", "two lots of one id state different values", "/tender/lots", len(lots))
        return stated
    values = [value_columns(fields.object(lot, "value", at), f"{at}/value", fields) for at, lot in lots]
    return summed(values, "/tender/lots", fields) or stated


def summed(values: Sequence[dict[str, Any]], at: str, fields: Fields) -> dict[str, Any] | None:
    """The sum of the values of lots; None, and an issue where one states any, when they cannot be added up."""
    if all(value[name] is None for value in values for name in _AMOUNTS):
        return None
    if len({value["value_currency"] for value in values}) != 1:
        fields.note("unsummed_lots", "lots without a value or in several currencies", at, len(values))
        return None
    total: dict[str, Any] = {name: _sum([value[name] for value in values]) for name in _AMOUNTS}
    if all(total[name] is None for name in _AMOUNTS):
        fields.note("unsummed_lots", "the value of a lot is missing, a filler, negative or absurd", at, len(values))
        return None
    return total | {"value_currency": values[0]["value_currency"]}


def _sum(amounts: list[float | None]) -> float | None:
    """The sum of amounts that are all there and are all sums of money."""
    known = [amount for amount in amounts if amount is not None and FILLER < amount < UNLIKELY_AMOUNT]
    return sum(known) if len(known) == len(amounts) else None


def _lots_once(lots: list[tuple[str, Object]], fields: Fields) -> list[tuple[str, Object]]:
    """The lots, each once: two of one id and one value are the same lot."""
    seen: set[str] = set()
    found: list[tuple[str, Object]] = []
    for at, lot in lots:
        lot_id = lot.get("id")
        told = repr((lot_id, lot.get("value")))
        if lot_id is not None and told in seen:
            fields.note("repeated_lot", "a lot before has the same id and value; counted once", f"{at}/id", lot_id)
            continue
        seen.add(told)
        found.append((at, lot))
    return found


def value_columns(value: Object, at: str, fields: Fields) -> dict[str, Any]:
    """A value as published: net, gross and currency."""
    if not value:
        return _NO_VALUE
    net = _amount(value, "amount", at, fields)
    gross = _amount(value, "amountGross", at, fields)
    if net is None and gross is None:
        _note_unread(value, at, fields)
    elif net is not None and gross is not None and net > gross > FILLER:
        fields.note("net_above_gross", "more without VAT than with it", at, f"{net:g} and {gross:g}")
    has_amount = net is not None or gross is not None
    currency = currency_of(value, "currency", at, fields, has_amount=has_amount)
    return {"value_amount": net, "value_amount_gross": gross, "value_currency": currency}


def _note_unread(value: Object, at: str, fields: Fields) -> None:
    """Note a value that says its sum in other fields, such as the ends of a range."""
    others = sorted(key for key, item in value.items() if key not in _KEYS and type(item) in {int, float})
    if others and _KEYS.isdisjoint(set(value) - {"currency"}):
        fields.note("unreadable_value", "no amount, but a number under another name", at, ", ".join(others))


def _amount(value: Object, key: str, at: str, fields: Fields) -> float | None:
    amount = fields.number(value, key, at)
    if amount is not None and not 0 <= amount < UNLIKELY_AMOUNT:
        fields.note("unlikely_value", "no sum that a contract can have", f"{at}/{key}", value[key])
    return amount


def currency_of(value: Object, key: str, at: str, fields: Fields, *, has_amount: bool) -> str | None:
    """The code of a currency; UNREADABLE_CURRENCY where one stands that cannot be read, None where none does.

    Without one an amount counts as one in pounds, which is what these portals publish in, and that is noted.
    """
    published = value.get(key)
    if published == "GBP":
        return "GBP"
    currency = fields.text(value, key, at)
    if currency is None:
        if published is not None and type(published) is not str:
            return UNREADABLE_CURRENCY
        if has_amount:
            fields.note("missing_currency", "an amount without a currency, taken for pounds", at, "")
        return None
    plain = " ".join(currency.upper().split())
    code = _WORDS.get(plain, plain)
    if not _CODE.fullmatch(code):
        fields.note("unknown_code", "not a currency", f"{at}/{key}", published)
        return UNREADABLE_CURRENCY
    if code != currency:
        fields.note("irregular_code", f"read as {code}", f"{at}/{key}", published)
    return code
