"""A TED document (TED_EXPORT, forms F01 to F25) as rows, from its English text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from store.mapping import ted_codes
from store.mapping.buyers import with_buyer_id
from store.mapping.codes import REGIME_OF_LEGAL_BASIS
from store.mapping.fields import Fields
from store.mapping.rows import NoticeRows, short_hash, word_count
from store.mapping.sources import notice_url
from store.mapping.ted_texts import Form, block_text, criteria_of, form_texts
from store.redact import redact

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCE = "ted"
OCID_PREFIX = "ocds-ted-"
_OJ_NUMBER = re.compile(r"(\d{4})/S \d+-0*(\d+)")
_DOC_ID = re.compile(r"0*(\d+)-(\d{4})")


class UnknownFormError(ValueError):
    """An XML document that is not a TED form that can be read."""


def parse_ted(body: bytes) -> _Element:
    """The root of a TED document, with no entity expanded and nothing fetched.

    Raises:
        ValueError: it is not well-formed XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def map_ted(root: _Element) -> NoticeRows:
    """Rows of one TED document.

    Raises:
        UnknownFormError: it holds no form in English, or no document number.
    """
    form = _english_form(root)
    doc_id = _doc_id(root)
    if form is None or doc_id is None:
        raise UnknownFormError(f"{etree.QName(root).localname}: no form in English with a document number")
    fields = Fields()
    kind = ted_codes.kind_of(form.name, form.value("NOTICE", "TYPE"))
    if kind is None:
        fields.note("unknown_code", "not a known form", "/FORM_SECTION", form.name)
    texts = form_texts(form.element)
    buyer = _buyer(form)
    regimes = set(kind.regimes if kind else ()) | _regimes_of_law(_legal_basis(root, form))
    notice = {
        "source": SOURCE,
        "ocid": OCID_PREFIX + _first_notice(form, doc_id, kind),
        "release_id": doc_id,
        "notice_id": doc_id,
        "content_id": short_hash(etree.tostring(form.element, encoding="utf-8", with_tail=False)),
        "published_at": _published_at(root, fields),
        "stage": kind.stage if kind else "other",
        "form_type": form.name,
        "tags": [],
        "language": "EN",
        "legal_basis": _legal_basis(root, form),
        "special_regimes": sorted(regimes),
        "buyer_id": buyer["buyer_id"] if buyer else None,
        "buyer_name": buyer["name"] if buyer else None,
        "word_count": word_count([text for path, text in texts if not path.endswith("/TITLE")]),
        "notice_url": notice_url(SOURCE, doc_id),
        "canonical_url": None,
        "opened_at": None,
        **_object_columns(root, form, fields),
        **_procedure_columns(root, form, fields),
    }
    return NoticeRows(notice, buyer, criteria_of(form.element), texts, fields.issues)


def _english_form(root: _Element) -> Form | None:
    for element in root.iter(etree.Element):
        if element.get("FORM") and element.get("LG", "EN") == "EN":
            return Form(element)
    return None


def _doc_id(root: _Element) -> str | None:
    match = _DOC_ID.fullmatch(root.get("DOC_ID", ""))
    if match:
        return f"{match[1].zfill(6)}-{match[2]}"
    number = next((element.text for element in root.iter("{*}NO_DOC_OJS")), None)
    return _from_oj_number(number)


def _from_oj_number(number: str | None) -> str | None:
    """Document number of a notice from its number in the Official Journal: 2018/S 018-036258 is 036258-2018."""
    match = _OJ_NUMBER.search(number or "")
    return f"{match[2].zfill(6)}-{match[1]}" if match else None


def _first_notice(form: Form, doc_id: str, kind: ted_codes.Kind | None) -> str:
    """Number of the notice that began the procedure, as far as this notice tells.

    Plans and calls begin one themselves (a call may name the plan before it); what comes later names the call.
    """
    if kind is None or kind.stage in {"planning", "tender", "other"}:
        return doc_id
    return _from_oj_number(form.text("PROCEDURE", "NOTICE_NUMBER_OJ")) or doc_id


def _published_at(root: _Element, fields: Fields) -> str | None:
    value = next((element.text for element in root.iter("{*}DATE_PUB")), None)
    return _day(value, "/CODED_DATA_SECTION/REF_OJS/DATE_PUB", fields)


def _day(value: str | None, path: str, fields: Fields, hour: str = "00:00") -> str | None:
    """A day as TED writes it (20180126 or 2018-01-26) at an hour of UK local time, as ISO 8601 in UTC."""
    if value is None:
        return None
    digits = value.strip().replace("-", "")
    local = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}T{hour}"
    return fields.local_instant(local, path, value)


def _legal_basis(root: _Element, form: Form) -> str | None:
    stated = form.value("LEGAL_BASIS", "VALUE")
    if stated:
        return f"CELEX:{stated}"
    for element in root.iter("{*}DIRECTIVE"):
        return ted_codes.CELEX_OF_DIRECTIVE.get(element.get("VALUE", ""))
    return None


def _regimes_of_law(legal_basis: str | None) -> set[str]:
    return {REGIME_OF_LEGAL_BASIS[legal_basis]} if legal_basis in REGIME_OF_LEGAL_BASIS else set()


def _buyer(form: Form) -> dict[str, Any] | None:
    name = form.text("ADDRESS_CONTRACTING_BODY", "OFFICIALNAME")
    if not name:
        return None
    return with_buyer_id(
        {
            "name": redact(name),
            "identifier_scheme": None,
            "identifier": None,
            "locality": form.text("ADDRESS_CONTRACTING_BODY", "TOWN"),
            "postal_code": form.text("ADDRESS_CONTRACTING_BODY", "POSTAL_CODE"),
            "region_code": form.value("NUTS", "CODE", "ADDRESS_CONTRACTING_BODY"),
            "country": form.value("COUNTRY", "VALUE", "ADDRESS_CONTRACTING_BODY"),
            "ca_type": form.value("CA_TYPE", "VALUE"),
            "devolved_regulations": None,
            "source": SOURCE,
        }
    )


def _object_columns(root: _Element, form: Form, fields: Fields) -> dict[str, Any]:
    main = form.first("OBJECT_CONTRACT")
    lots = form.all("OBJECT_DESCR")
    title = None if main is None else block_text(main, "TITLE")
    description = None if main is None else block_text(main, "SHORT_DESCR")
    nature = next((element.get("CODE") for element in root.iter("{*}NC_CONTRACT_NATURE")), "")
    contract_type = form.value("TYPE_CONTRACT", "CTYPE")
    cpv_codes = list(dict.fromkeys(element.get("CODE", "")[:8] for element in form.all("CPV_CODE")))
    regions = [element.get("CODE", "") for lot in lots for element in lot.iterfind("{*}NUTS")]
    return {
        "title": title,
        "description": description,
        "main_category": ted_codes.CATEGORY_OF_TYPE.get(contract_type or nature or ""),
        "additional_categories": [],
        "cpv_code": cpv_codes[0] if cpv_codes else None,
        "cpv_codes": cpv_codes,
        "delivery_regions": list(dict.fromkeys(regions)),
        "lot_count": len(lots) or None,
        "criteria_stated_elsewhere": _stated_elsewhere(form),
        **_value(form, lots, fields),
    }


def _stated_elsewhere(form: Form) -> bool | None:
    if form.first("AC_PROCUREMENT_DOC") is not None:
        return True
    return False if criteria_of(form.element) else None


def _value(form: Form, lots: list[_Element], fields: Fields) -> dict[str, Any]:
    """Estimated total, else the sum of the lots when every lot states a value in one currency."""
    main = form.first("OBJECT_CONTRACT")
    stated = None if main is None else main.find("{*}VAL_ESTIMATED_TOTAL")
    found = [stated] if stated is not None else [lot.find("{*}VAL_OBJECT") for lot in lots]
    values = [element for element in found if element is not None]
    currencies = {element.get("CURRENCY") for element in values}
    amounts = [_amount(element, fields) for element in values]
    total = None
    if values and len(values) == len(found) and len(currencies) == 1 and None not in amounts:
        total = sum(amount for amount in amounts if amount is not None)
    currency = currencies.pop() if total is not None else None
    return {"value_amount": total, "value_amount_gross": None, "value_currency": currency}


def _amount(element: _Element, fields: Fields) -> float | None:
    text = (element.text or "").replace(" ", "")
    try:
        return float(text)
    except ValueError:
        fields.note("unreadable_number", "not a number", "/" + etree.QName(element).localname, text)
        return None


def _procedure_columns(root: _Element, form: Form, fields: Fields) -> dict[str, Any]:
    procedure = form.first("PROCEDURE")
    names = [] if procedure is None else [etree.QName(child).localname for child in procedure.iter(etree.Element)]
    method = next(
        (ted_codes.METHOD_OF_PROCEDURE[name] for name in names if name in ted_codes.METHOD_OF_PROCEDURE), None
    )
    details = next((element.text for element in root.iter("{*}PR_PROC")), None)
    day = form.text("PROCEDURE", "DATE_RECEIPT_TENDERS")
    hour = form.text("PROCEDURE", "TIME_RECEIPT_TENDERS") or "23:59:59"
    return {
        "procedure_method": method,
        "procedure_details": redact(details.strip()) if details else None,
        "is_above_threshold": None,
        "is_framework": "FRAMEWORK" in names if names else None,
        "is_dynamic_system": "DPS" in names if names else None,
        "is_call_off": None,
        "status": None,
        "deadline_at": _day(day, "/PROCEDURE/DATE_RECEIPT_TENDERS", fields, hour),
    }
