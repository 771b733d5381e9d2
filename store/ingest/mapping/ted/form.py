"""A TED document (TED_EXPORT) as rows, from its English text; forms before R2.0.9 are in old.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.text.redact import redact
from store.hashes import short_hash
from store.ingest.mapping.attachments import ted_documents
from store.ingest.mapping.awards.release import awarding_of
from store.ingest.mapping.buyers import with_buyer_id
from store.ingest.mapping.codes import REGIME_OF_LEGAL_BASIS
from store.ingest.mapping.fields import Fields
from store.ingest.mapping.likely import note_deadline
from store.ingest.mapping.money import summed, value_columns
from store.ingest.mapping.names import mended_name
from store.ingest.mapping.ocds import AWARDING_KEY, XML, note_damage
from store.ingest.mapping.psr import says_psr
from store.ingest.mapping.rows import NoticeRows, word_count
from store.ingest.mapping.sources import notice_url
from store.ingest.mapping.ted import codes as ted_codes
from store.ingest.mapping.ted import old as ted_old
from store.ingest.mapping.ted.awards import awards_release
from store.ingest.mapping.ted.head import from_oj_number, head_of
from store.ingest.mapping.ted.texts import Form, block_text, criteria_of, form_texts, is_text, present
from store.ingest.mapping.tender import OUTSIDE_SCOPE
from store.ingest.mapping.values import typed_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.ingest.mapping.ted.head import Head

_PUBLISHED = "/CODED_DATA_SECTION/REF_OJS/DATE_PUB"
_TITLES = ("/TITLE", "/TITLE_CONTRACT")


class UnknownFormError(ValueError):
    """An XML document that is not a form that can be read."""


def map_ted(root: _Element) -> NoticeRows:
    """Rows of one document with root TED_EXPORT: a form of TED, or of Find a Tender, which used its forms to 2025.

    Raises:
        UnknownFormError: it holds no form in English, or no document number.
    """
    head = head_of(root)
    if head.is_foreign:
        return NoticeRows(None, is_foreign=True)
    form = _english_form(root)
    if form is None or head.doc_id is None:
        raise UnknownFormError(f"{etree.QName(root).localname}: no form in English with a document number")
    fields = Fields()
    notice_type = form.value("NOTICE", "TYPE")
    kind = ted_codes.kind_of(form.name, notice_type)
    if kind is None:
        fields.note("unknown_code", "not a known form", "/FORM_SECTION", form.name)
    is_of_old = ted_old.is_old(form)
    texts = form_texts(form.element, ted_old.is_text if is_of_old else is_text)
    note_damage(texts, fields)
    criteria = ted_old.criteria_of(form.element) if is_of_old else criteria_of(form.element)
    buyer = _buyer(ted_old.buyer_columns(form) if is_of_old else _buyer_columns(form), head.source)
    legal_basis = _legal_basis(head, form)
    notice = {
        "source": head.source,
        "ocid": head.ocid_from(_first_notice(form, head, kind)),
        "release_id": head.doc_id,
        "notice_id": head.doc_id,
        "content_id": short_hash(_content(form.element)),
        "format_rank": XML,
        "published_at": _day(head.published, _PUBLISHED, fields),
        "opened_at": None,
        "stage": kind.stage if kind else "other",
        "form_type": form.name,
        "tags": [],
        "language": "EN",
        "legal_basis": legal_basis,
        "special_regimes": sorted(
            set(kind.regimes if kind else ()) | _regimes_of_law(legal_basis) | _regimes_of_form(form, texts)
        ),
        "additional_categories": [],
        "procedure_details": redact(head.procedure.strip()) or None if head.procedure else None,
        "is_above_threshold": None,
        "is_call_off": None,
        "status": None,
        "buyer_id": buyer["buyer_id"] if buyer else None,
        "buyer_name": buyer["name"] if buyer else None,
        "word_count": word_count([text for path, text in texts if not path.endswith(_TITLES)]),
        "notice_url": notice_url(head.source, head.doc_id),
        "canonical_url": None,
        **(ted_old.object_columns(head, form, fields) if is_of_old else _object_columns(head, form, fields)),
        **(ted_old.procedure_columns(form, fields) if is_of_old else _procedure_columns(form, fields)),
    }
    notice["cpv_code"] = notice["cpv_codes"][0] if notice["cpv_codes"] else None
    note_deadline(notice, "/PROCEDURE/DATE_RECEIPT_TENDERS", fields)
    if notice["published_at"] is None:
        fields.note(
            "release_without_date", "no date that can be read; it stands in no figure", _PUBLISHED, head.published
        )
    documents = ted_documents(form, head.source, notice)
    key = {name: notice[name] for name in AWARDING_KEY}
    awarding, persons = awarding_of(awards_release(form, head.doc_id), key, fields)
    return persons.removed_from(NoticeRows(notice, buyer, criteria, texts, documents, fields.issues, awarding=awarding))


def _english_form(root: _Element) -> Form | None:
    for section in root.iter("{*}FORM_SECTION"):
        for element in section.iterchildren(etree.Element):
            is_form = "FORM" in element.attrib or "LG" in element.attrib  # others hold numbers of the office
            if is_form and element.get("LG", "EN") == "EN":
                return Form(element)
    return None


def _content(form: _Element) -> bytes:
    """What a form says, the same whatever its namespaces, prefixes and spacing are: they differ by way of delivery."""
    parts: list[str] = []
    for element in form.iter(etree.Element):
        parts.append(etree.QName(element).localname)
        parts += [text for attribute in sorted(element.attrib.items()) for text in map(str, attribute)]
        parts += [text for text in ((element.text or "").strip(), (element.tail or "").strip()) if text]
    return "\x1f".join(parts).encode()


def _first_notice(form: Form, head: Head, kind: ted_codes.Kind | None) -> str:
    """Number of the notice that began the procedure, as far as this notice tells.

    Plans and calls begin one themselves (a call may name the plan before it); what comes later names the call.
    """
    doc_id = head.doc_id or ""
    if kind is None or kind.stage in {"planning", "tender", "other"}:
        return doc_id
    return from_oj_number(form.text("PROCEDURE", "NOTICE_NUMBER_OJ")) or head.refers_to or doc_id


def _day(value: str | None, path: str, fields: Fields, hour: str = "00:00") -> str | None:
    """A day as TED writes it (20180126 or 2018-01-26) at an hour of UK local time, as ISO 8601 in UTC."""
    if value is None:
        return None
    digits = value.strip().replace("-", "")
    local = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}T{hour}"
    return fields.local_instant(local, path, value)


def _legal_basis(head: Head, form: Form) -> str | None:
    stated = form.value("LEGAL_BASIS", "VALUE")
    return f"CELEX:{stated}" if stated else ted_codes.CELEX_OF_DIRECTIVE.get(head.directive or "")


def _regimes_of_law(legal_basis: str | None) -> set[str]:
    return {REGIME_OF_LEGAL_BASIS[legal_basis]} if legal_basis in REGIME_OF_LEGAL_BASIS else set()


def _regimes_of_form(form: Form, texts: list[tuple[str, str]]) -> set[str]:
    """What a form says of itself: category of services (forms to 2016), outside the scope of law, health regime."""
    found = ted_old.service_regimes(form)
    if form.first(OUTSIDE_SCOPE) is not None:
        found.add("exempted")
    return found | {"psr"} if says_psr(text for _, text in texts) else found


def _buyer(columns: dict[str, Any], source: str) -> dict[str, Any] | None:
    if not columns["name"]:
        return None
    no_identifier = {"identifier_scheme": None, "identifier": None, "devolved_regulations": None}
    name = redact(mended_name(columns["name"]))
    return with_buyer_id({**columns, **no_identifier, "name": name, "source": source}) if name else None


def _buyer_columns(form: Form) -> dict[str, Any]:
    return {
        "name": form.text("ADDRESS_CONTRACTING_BODY", "OFFICIALNAME"),
        "locality": form.text("ADDRESS_CONTRACTING_BODY", "TOWN"),
        "postal_code": form.text("ADDRESS_CONTRACTING_BODY", "POSTAL_CODE"),
        "region_code": form.value("NUTS", "CODE", "ADDRESS_CONTRACTING_BODY"),
        "country": form.value("COUNTRY", "VALUE", "ADDRESS_CONTRACTING_BODY"),
        "ca_type": form.value("CA_TYPE", "VALUE"),
    }


def _object_columns(head: Head, form: Form, fields: Fields) -> dict[str, Any]:
    main = form.first("OBJECT_CONTRACT")
    lots = form.all("OBJECT_DESCR")
    title = None if main is None else block_text(main, "TITLE")
    description = None if main is None else block_text(main, "SHORT_DESCR")
    contract_type = form.value("TYPE_CONTRACT", "CTYPE")
    cpv_codes = list(dict.fromkeys(element.get("CODE", "")[:8] for element in form.all("CPV_CODE")))
    regions = [element.get("CODE", "") for lot in lots for element in lot.iterfind("{*}NUTS")]
    return {
        "title": title,
        "description": description,
        "main_category": ted_codes.CATEGORY_OF_TYPE.get(contract_type or head.nature or ""),
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
    values = [value_columns(_published(element), f"/{_tag(element)}", fields) for element in found]
    if stated is not None or not values:
        return values[0] if values else value_columns({}, "", fields)
    return summed(values, "/OBJECT_DESCR/VAL_OBJECT", fields) or value_columns({}, "", fields)


def _tag(element: _Element | None) -> str:
    return "VAL_OBJECT" if element is None else etree.QName(element).localname


def _published(element: _Element | None) -> dict[str, Any]:
    """A sum as OCDS has it; what is no number stays a text, for the mapping to note."""
    if element is None:
        return {}
    text = (element.text or "").replace(" ", "").replace("\u00a0", "")
    return {"amount": typed_number(text)} | present("currency", element.get("CURRENCY"))


def _procedure_columns(form: Form, fields: Fields) -> dict[str, Any]:
    procedure = form.first("PROCEDURE")
    names = [] if procedure is None else [etree.QName(child).localname for child in procedure.iter(etree.Element)]
    method = next(
        (ted_codes.METHOD_OF_PROCEDURE[name] for name in names if name in ted_codes.METHOD_OF_PROCEDURE), None
    )
    day = form.text("PROCEDURE", "DATE_RECEIPT_TENDERS")
    hour = form.text("PROCEDURE", "TIME_RECEIPT_TENDERS") or "23:59:59"
    return {
        "procedure_method": method,
        "is_framework": "FRAMEWORK" in names if names else None,
        "is_dynamic_system": "DPS" in names if names else None,
        "deadline_at": _day(day, "/PROCEDURE/DATE_RECEIPT_TENDERS", fields, hour),
    }
