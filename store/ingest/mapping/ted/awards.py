"""The awards of a TED form written as an OCDS release, so that one mapping reads both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from store.ingest.mapping.ted.texts import block_text, present, text_of
from store.ingest.mapping.values import typed_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.ingest.mapping.fields import Object
    from store.ingest.mapping.ted.texts import Form

_MODIFICATION = "F20"
# Of the numbers in NATIONALID only these can be told from those of charities and of tax offices.
_COMPANY_NUMBER = re.compile(r"\d{8}|(?:SC|NI|OC|SO|NC|IP|RS|SP|CE|CS|FC|LP|SL)\d{6}|IP\d{5}R", re.IGNORECASE)
# Elements by which a form reserves the contract, and the codes of OCDS for them: Directive 2014/24, Articles 20 and 77.
_RESERVED_FOR = {
    "RESTRICTED_SHELTERED_WORKSHOP": "shelteredWorkshop",
    "RESTRICTED_SHELTERED_PROGRAM": "shelteredProgramme",
    "RESERVED_ORGANISATIONS_SERVICE_MISSION": "publicServiceMissionOrganization",
    "RESTRICTED_TO_SHELTERED_WORKSHOPS": "shelteredWorkshop",  # of forms before R2.0.9
    "RESTRICTED_TO_FRAMEWORK": "shelteredProgramme",
}
_NO_LOT = frozenset({"lot", "lots", "and", "to", "no", "number", "all"})
_ADDRESS = {"TOWN": "locality", "POSTAL_CODE": "postalCode", "ADDRESS": "streetAddress"}


def awards_release(form: Form, doc_id: str) -> Object:
    """The part of a release that a form of any edition says of awards, and of whom the contract is reserved to."""
    if form.name == _MODIFICATION:
        return _modification(form, doc_id)
    reserved = sorted({code for name, code in _RESERVED_FOR.items() if form.first(name) is not None})
    tender = {"tender": {"otherRequirements": {"reservedParticipation": reserved}}} if reserved else {}
    parts = form.all("AWARD_CONTRACT") or _old_parts(form)
    awards = []
    for number, part in enumerate(parts, start=1):
        award = _award(part, f"{doc_id}-{number}")
        if award is not None:
            awards.append(award)
    prizes = form.all("WINNER")  # of a design contest
    if prizes and not awards:
        awards.append({"id": f"{doc_id}-1", "status": "active", "suppliers": [_supplier(prize) for prize in prizes]})
    return ({"awards": awards} if awards else {}) | tender


def _award(part: _Element, award_id: str) -> Object | None:
    suppliers = [_supplier(element) for element in _contractors(part)]
    is_unsuccessful = part.find(".//{*}NO_AWARDED_CONTRACT") is not None
    if not suppliers and not is_unsuccessful and part.find(".//{*}AWARDED_CONTRACT") is None:
        return None
    award: Object = {"id": award_id, "status": "unsuccessful" if is_unsuccessful else "active", "suppliers": suppliers}
    title = block_text(part, "TITLE") or block_text(part, "CONTRACT_TITLE")
    lot = _text(part, "LOT_NO") or _text(part, "LOT_NUMBER")
    day = _text(part, "DATE_CONCLUSION_CONTRACT") or _old_day(part)
    value = _value(part)
    found = {"title": title, "relatedLots": _lots(lot) if lot else None, "value": value}
    if day:
        found["date"] = f"{day}T00:00:00Z"
    return award | {key: each for key, each in found.items() if each}


def _lots(text: str) -> list[str]:
    """The numbers of lots in a field of words: `Lot 1 and 2`."""
    return [word for word in re.findall(r"\w+", text) if word.lower() not in _NO_LOT][:50]


def _contractors(part: _Element) -> list[_Element]:
    found = list(part.iter("{*}CONTRACTOR"))
    if not found:
        found = list(part.iter("{*}ECONOMIC_OPERATOR_NAME_ADDRESS"))
    return found


def _old_parts(form: Form) -> list[_Element]:
    """Elements of the forms before R2.0.9, one an award: the nearest around an economic operator that awards."""
    parts: list[_Element] = []
    for operator in form.all("ECONOMIC_OPERATOR_NAME_ADDRESS"):
        holder: _Element | None = operator.getparent()
        while holder is not None and not etree.QName(holder).localname.startswith("AWARD_"):
            holder = holder.getparent()
        if holder is not None and not any(holder is part for part in parts):
            parts.append(holder)
    return parts


def _supplier(element: _Element) -> Object:
    supplier: Object = {"name": _text(element, "OFFICIALNAME") or _text(element, "ORGANISATION") or ""}
    number = (_text(element, "NATIONALID") or "").replace(" ", "")
    country = next((each.get("VALUE") for each in element.iter("{*}COUNTRY")), None)
    if _COMPANY_NUMBER.fullmatch(number) and country in {None, "UK", "GB"}:
        supplier["identifier"] = {"scheme": "GB-COH", "id": number}
    address: dict[str, Any] = {key: _text(element, tag) for tag, key in _ADDRESS.items()}
    address["country"] = country
    supplier["address"] = {key: each for key, each in address.items() if each}
    names = {etree.QName(each).localname for each in element.iter(etree.Element)}
    if "SME" in names or "NO_SME" in names:
        supplier["details"] = {"scale": "sme" if "SME" in names else "large"}
    return supplier


def _text(element: _Element, tag: str) -> str | None:
    found = next(element.iter("{*}" + tag), None)
    text = "" if found is None else text_of(found)
    return text or None


def _old_day(part: _Element) -> str | None:
    day = next(part.iter("{*}CONTRACT_AWARD_DATE"), None)
    if day is None:
        return None
    year, month, of_month = ((day.findtext("{*}" + tag) or "").strip() for tag in ("YEAR", "MONTH", "DAY"))
    return f"{year}-{month.zfill(2)}-{of_month.zfill(2)}"


def _value(part: _Element) -> Object | None:
    """The final value; of a range its upper end. The value estimated at the start is not that of the award."""
    total = next(part.iter("{*}VAL_TOTAL"), None)
    if total is not None:
        return _amount(text_of(total), total.get("CURRENCY"))
    span = next(part.iter("{*}VAL_RANGE_TOTAL"), None)
    if span is not None:
        return _amount(_text(span, "HIGH") or "", span.get("CURRENCY"))
    costs = next(part.iter("{*}COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"), None)
    if costs is None:
        return None
    amount = next((each for tag in ("VALUE_COST", "HIGH_VALUE") for each in costs.iter("{*}" + tag)), None)
    if amount is None:
        return None
    stated = _amount(amount.get("FMTVAL") or text_of(amount), costs.get("CURRENCY"))
    if next(costs.iter("{*}INCLUDING_VAT"), None) is not None:
        stated["amountGross"] = stated.pop("amount")
    return stated


def _amount(text: str, currency: str | None) -> Object:
    plain = text.replace(" ", "").replace("\u00a0", "")
    return {"amount": typed_number(plain)} | present("currency", currency)  # a text will be noted


def _modification(form: Form, doc_id: str) -> Object:
    """A contract changed after its award: the award itself stands in the notice before."""
    words = [block_text(holder, "SHORT_DESCR") for holder in form.all("INFO_MODIFICATIONS")]
    reasons = [text_of(element) for tag in ("ADDITIONAL_NEED", "UNFORESEEN_CIRCUMSTANCE") for element in form.all(tag)]
    amendment = {
        "id": doc_id,
        "description": "\n".join(word for word in words if word),
        "rationale": "\n".join(reason for reason in reasons if reason),
    }
    suppliers = [_supplier(element) for element in form.all("CONTRACTOR")]
    stated = {key: each for key, each in amendment.items() if each}
    parties = [supplier | {"roles": ["supplier"]} for supplier in suppliers]
    return {"parties": parties, "contracts": [{"id": doc_id, "amendments": [stated]}]}
