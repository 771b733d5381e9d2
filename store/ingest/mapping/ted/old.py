"""TED forms until 2016 and defence forms since (TED_EXPORT R2.0.7 and R2.0.8), element by element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.text.redact import redact
from store.ingest.mapping.money import value_columns
from store.ingest.mapping.ted import codes as ted_codes
from store.ingest.mapping.ted.texts import block_text, present, text_of
from store.ingest.mapping.values import typed_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.ingest.mapping.fields import Fields
    from store.ingest.mapping.ted.head import Head
    from store.ingest.mapping.ted.texts import Form

_BUYER = "CA_CE_CONCESSIONAIRE_PROFILE"
# Left out of the texts: persons and bodies, codes, dates, sums, addresses, and numbers; criteria are judged as such.
_NOT_TEXT_STARTS = (
    *("CONTACT_", "INTERNET_", "PROCEDURES_FOR_APPEAL", "APPEAL_", "ECONOMIC_OPERATOR", "AWARD_CRITERIA", "URL"),
    *("CPV", "NUTS", "COSTS_", "VALUE", "DATE", "RECEIPT_", "PERIOD_", "DURATION", "OFFERS_", "LANGUAGE", "TIME"),
    *("CNT_NOTICE_", "PREVIOUS_PUBLICATION", "FILE_REFERENCE", "SERVICE_CATEGORY", "MINIMUM_TIME", "ORDER_"),
)
_NOT_TEXT = frozenset(
    (
        *(_BUYER, "ORGANISATION", "FURTHER_INFORMATION", "SPECIFICATIONS_AND_ADDITIONAL_DOCUMENTS"),
        *("TENDERS_REQUESTS_APPLICATIONS_MUST_BE_SENT_TO", "PURCHASING_ON_BEHALF", "CONDITIONS_FOR_OPENING_TENDERS"),
        *("LOT_NUMBER", "CONTRACT_NUMBER", "CONTRACT_NO", "CONTRACT_AWARD_DATE", "NOTICE_DISPATCH_DATE"),
        *("NOTICE_NUMBER_OJ", "NO_DOC_EXT", "DAY", "MONTH", "YEAR", "E_MAILS", "PHONE", "FAX", "ATTENTION"),
    )
)
_FRAMEWORK = frozenset(
    (
        *("F02_FRAMEWORK", "F04_FRAMEWORK", "F05_FRAMEWORK", "F17_FRAMEWORK", "F16_FRAMEWORK"),
        *("ESTABLISHMENT_FRAMEWORK_AGREEMENT", "CONCLUSION_FRAMEWORK_AGREEMENT", "FRAMEWORK_AGREEMENT"),
    )
)
_PART_A, _RESEARCH = 16, 8  # last category of Part A; research and development
_DYNAMIC_SYSTEM = frozenset({"SETTING_UP_DYNAMIC_PURCHASING_SYSTEM", "CONTRACTS_DPS", "DPS"})


def is_old(form: Form) -> bool:
    """Whether a form is of the older editions: these number it `2`, the later ones `F02`."""
    return form.element.get("FORM", "").isdigit() or not form.element.get("FORM")


def is_text(name: str) -> bool:
    """Whether an element of these forms holds free text."""
    return not (name.startswith(_NOT_TEXT_STARTS) or name in _NOT_TEXT)


def buyer_columns(form: Form) -> dict[str, Any]:
    """What is said of the buyer, as columns of core.buyer."""
    profile = form.first(_BUYER)
    organisation = None if profile is None else profile.find("{*}ORGANISATION")
    name = None
    if organisation is not None:
        official = organisation.find("{*}OFFICIALNAME")
        name = text_of(organisation if official is None else official)
    return {
        "name": name,
        "locality": form.text(_BUYER, "TOWN"),
        "postal_code": form.text(_BUYER, "POSTAL_CODE"),
        "region_code": None,
        "country": form.value("COUNTRY", "VALUE", _BUYER) if profile is not None else None,
        "ca_type": form.value("TYPE_OF_CONTRACTING_AUTHORITY", "VALUE"),
    }


def object_columns(head: Head, form: Form, fields: Fields) -> dict[str, Any]:
    """What is bought."""
    lots = [element for element in form.element.iter(etree.Element) if "ANNEX_B" in _name(element)]
    contract_type = form.value("TYPE_CONTRACT", "VALUE") or _contract_type(form)
    cpv_codes = [element.get("CODE", "")[:8] for element in form.all("CPV_CODE")]
    regions = [element.get("CODE", "") for element in form.all("NUTS")]
    return {
        "title": _block(form, "TITLE_CONTRACT"),
        "description": _block(form, "SHORT_CONTRACT_DESCRIPTION") or _block(form, "TOTAL_QUANTITY_OR_SCOPE"),
        "main_category": ted_codes.CATEGORY_OF_TYPE.get(contract_type or head.nature or ""),
        "cpv_codes": list(dict.fromkeys(code for code in cpv_codes if code)),
        "delivery_regions": list(dict.fromkeys(region for region in regions if region)),
        "lot_count": len([lot for lot in lots if lot.find("{*}LOT_NUMBER") is not None]) or None,
        "criteria_stated_elsewhere": _stated_elsewhere(form),
        **_value(form, fields),
    }


def service_regimes(form: Form) -> set[str]:
    """What the category of services says (SI 2006/5, Schedule 3): Part A to 16, Part B from 17; empty without one.

    Category 8, research, is of Part A but has the threshold of Part B.
    """
    said = " ".join(f"{text_of(element)} {element.get('VALUE', '')}" for element in form.all("SERVICE_CATEGORY"))
    numbers = {int(number) for number in re.findall(r"\d+", said)}
    if any(number > _PART_A for number in numbers):
        return {"part_b"}
    return {"part_a_higher" if numbers == {_RESEARCH} else "part_a"} if numbers else set()


def _name(element: _Element) -> str:
    return etree.QName(element).localname


def _contract_type(form: Form) -> str | None:
    return next((child.get("CTYPE") for child in form.element.iterchildren(etree.Element)), None)


def _block(form: Form, tag: str) -> str | None:
    found = form.first(tag)
    parent = None if found is None else found.getparent()
    return None if parent is None else block_text(parent, tag)


def _stated_elsewhere(form: Form) -> bool | None:
    if form.first("CRITERIA_STATED_IN_OTHER_DOCUMENT") is not None:
        return True
    return False if criteria_of(form.element) else None


def _value(form: Form, fields: Fields) -> dict[str, Any]:
    """Estimated total before VAT; of a range its upper end, which is what thresholds are held against."""
    scope = form.first("QUANTITY_SCOPE")
    costs = None if scope is None else next(scope.iter("{*}COSTS_RANGE_AND_CURRENCY"), None)
    amount = None
    if costs is not None:
        amount = next((element for tag in ("VALUE_COST", "HIGH_VALUE") for element in costs.iter("{*}" + tag)), None)
    if costs is None or amount is None:
        return value_columns({}, "", fields)
    stated = amount.get("FMTVAL") or (amount.text or "").replace(" ", "").replace("\u00a0", "")
    found = {"amount": typed_number(stated)} | present("currency", costs.get("CURRENCY"))
    return value_columns(found, "/QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY", fields)


def procedure_columns(form: Form, fields: Fields) -> dict[str, Any]:
    """How it is bought."""
    names = [_name(element) for element in form.element.iter(etree.Element)]
    method = next(
        (ted_codes.METHOD_OF_PROCEDURE[name] for name in names if name in ted_codes.METHOD_OF_PROCEDURE), None
    )
    return {
        "procedure_method": method,
        "is_framework": not _FRAMEWORK.isdisjoint(names),
        "is_dynamic_system": not _DYNAMIC_SYSTEM.isdisjoint(names),
        "deadline_at": _deadline(form, fields),
    }


def _deadline(form: Form, fields: Fields) -> str | None:
    limit = form.first("RECEIPT_LIMIT_DATE")
    if limit is None:
        return None
    day, month, year, hour = ((limit.findtext("{*}" + tag) or "").strip() for tag in ("DAY", "MONTH", "YEAR", "TIME"))
    hour = hour.zfill(5) if hour else "23:59:59"
    text = f"{year}-{month.zfill(2)}-{day.zfill(2)}T{hour}"
    return fields.local_instant(text, "/RECEIPT_LIMIT_DATE", text)


def criteria_of(form: _Element) -> list[dict[str, Any]]:
    """Rows of core.criterion, less the notice's key and what the classifier will read from them."""
    found = [("CRITERIA_DEFINITION", element) for element in form.iter("{*}CRITERIA_DEFINITION")]
    found += [("LOWEST_PRICE", element) for element in form.iter("{*}LOWEST_PRICE")]
    return [
        {
            "path": f"/AWARD_CRITERIA/{name}[{number}]",
            "lot_id": None,
            "criterion_type": "price" if name == "LOWEST_PRICE" else None,
            "name": _part(element, "CRITERIA"),
            "description": _part(element, "WEIGHTING"),
            "numbers": None,
        }
        for number, (name, element) in enumerate(found, start=1)
    ]


def _part(element: _Element, tag: str) -> str | None:
    child = element.find("{*}" + tag)
    return None if child is None else redact(text_of(child)) or None
