"""An OCDS release as rows: strict about types and codes, tolerant of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.text.printable import in_one_line
from store.hashes import short_hash
from store.ingest.issues import Issue, shown
from store.ingest.mapping import codes
from store.ingest.mapping.attachments import attachments_of
from store.ingest.mapping.awards.release import awarding_of
from store.ingest.mapping.buyers import buyer_of
from store.ingest.mapping.compiled import COMPILED, compiled_columns, stage_reached
from store.ingest.mapping.criteria import award_criteria_of, stated_elsewhere
from store.ingest.mapping.damage import damage_of, is_clean, is_odd, may_be_damaged
from store.ingest.mapping.documents import day_of, form_type_of, notice_documents, portal_number, stage_of_form
from store.ingest.mapping.fields import Fields, Object
from store.ingest.mapping.money import value_of
from store.ingest.mapping.psr import may_say_psr, names_psr, says_psr
from store.ingest.mapping.rows import NoticeRows, word_count
from store.ingest.mapping.sources import OTHER, notice_url, source_of_ocid, stable_part
from store.ingest.mapping.texts import has_substance, read_texts
from store.ingest.readers.packages import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL, XML, FLAT = 2, 1, 0  # format_rank: OCDS JSON says most, then the portal's XML, then its flat CSV
AWARDING_KEY = ("source", "ocid", "release_id", "content_id")
CALL_OFF = "call-off from a framework"  # how Contracts Finder words the procedure; one from a dynamic system is none
OUTSIDE_SCOPE = "D_OUTSIDE_SCOPE"  # code of the TED forms: outside the scope of procurement law


def map_release(release: Any, pointer: str, source: str | None, format_rank: int = FULL) -> NoticeRows:
    """Rows of one release.

    Args:
        release: the release as parsed; changed by nothing here.
        pointer: where it stood in its document, for issues that name no ocid.
        source: portal it came from; None to tell it from the ocid.
        format_rank: how much of a notice its document's format can say, for choosing among editions.
    """
    if not isinstance(release, dict):
        return _refused(Issue("not_a_release", "not an object", pointer, shown(release)))
    ocid = release.get("ocid")
    ocid = in_one_line(ocid) if isinstance(ocid, str) else ""
    if not ocid:
        return _refused(Issue("release_without_ocid", "no ocid", pointer, shown(release.get("id"))))
    content = content_of(release)
    has_signs = is_odd(content)
    is_plain = not has_signs or is_clean(content)
    fields = Fields()
    if source is None:
        source = source_of_ocid(ocid)
        if source == OTHER:
            fields.note("unknown_source", "the prefix of the ocid is of no known portal", "/ocid", ocid)
    content_id = short_hash(content)
    documents = notice_documents(release, fields)
    release_id = _release_id(release, documents, content_id, fields)
    notice_id = stable_part(source, release_id) or portal_number(documents) or release_id
    key = {"source": source, "ocid": ocid, "release_id": release_id, "notice_id": notice_id, "content_id": content_id}
    texts, fields.has_hidden = read_texts(release, fields.kept, is_clean=is_plain)
    if fields.has_hidden or (has_signs and may_be_damaged(content)):
        note_damage(texts, fields)
    criteria = award_criteria_of(release, fields)
    buyer = buyer_of(release, source, fields)
    notice = {
        **key,
        **_release_columns(release, documents, notice_id, fields),
        **_tender_columns(release, texts if fields.has_hidden or may_say_psr(content) else (), fields),
        **_item_columns(release, fields),
        "buyer_id": buyer["buyer_id"] if buyer else None,
        "buyer_name": buyer["name"] if buyer else None,
        "form_type": form_type_of(documents, notice_id),
        "criteria_stated_elsewhere": stated_elsewhere(release, criteria),
        "word_count": word_count([text for path, text in texts if has_substance(path)]),
        "notice_url": notice_url(source, notice_id),
        "format_rank": format_rank,
    }
    if notice["tags"] == COMPILED:
        notice |= compiled_columns(release, fields)
    listed = attachments_of(release, source, ocid, notice["stage"], fields)
    awarding, persons = awarding_of(release, {name: key[name] for name in AWARDING_KEY}, fields)
    return persons.removed_from(NoticeRows(notice, buyer, criteria, texts, listed, fields.issues, awarding=awarding))


def note_damage(texts: Sequence[tuple[str, str]], fields: Fields) -> None:
    """One issue for each kind of damage in the texts of a notice, at the first text that has it."""
    found: dict[str, str] = {}
    for path, text in texts:
        for kind in damage_of(text):
            found.setdefault(kind, path)
    for kind, path in found.items():
        fields.note("damaged_text", f"{kind}; judged on a mended copy", path, kind)


def _refused(issue: Issue) -> NoticeRows:
    return NoticeRows(None, issues=[issue])


def _release_id(release: Object, documents: Sequence[Object], content_id: str, fields: Fields) -> str:
    """The release's id; without one, the number of its notice document, else its content."""
    value = release.get("id")
    if isinstance(value, str) and in_one_line(value):
        return in_one_line(value)
    if type(value) is int:
        fields.note("wrong_type", "a number in place of a text", "/id", value)
        return str(value)
    stand_in = portal_number(documents) or content_id
    fields.note("release_without_id", f"no id; {stand_in} stands in", "/id", value)
    return stand_in


def _release_columns(release: Object, documents: Sequence[Object], notice_id: str, fields: Fields) -> dict[str, Any]:
    tags = fields.codes(release, "tag", "", codes.TAGS)
    return {
        "published_at": fields.instant(release, "date", "") or _stand_in_day(release, documents, notice_id, fields),
        "stage": _stand_in_stage(release, documents, notice_id, fields)
        if codes.TAGS.isdisjoint(tags)
        else codes.stage_of(tags),
        "tags": tags,
        "language": fields.text(release, "language", ""),
        "canonical_url": next(
            (
                fields.text(link, "href", at)
                for at, link in fields.objects(release, "links", "")
                if link.get("rel") == "canonical"
            ),
            None,
        ),
    }


def _stand_in_day(release: Object, documents: Sequence[Object], notice_id: str, fields: Fields) -> str | None:
    """The day of the notice document, else the one the tender states, for a release without a usable date."""
    day = day_of(documents, notice_id, fields)
    source = "its notice document"
    if day is None:
        day, source = fields.instant(fields.object(release, "tender", ""), "datePublished", "/tender"), "its tender"
    said = f"the day of {source} stands in" if day else "it stands in no figure"
    fields.note("release_without_date", f"no date that can be read; {said}", "/date", release.get("date"))
    return day


def _stand_in_stage(release: Object, documents: Sequence[Object], notice_id: str, fields: Fields) -> str:
    """The stage told from the notice document, else from what the release holds, for a release without a tag."""
    stage = stage_of_form(documents, notice_id)
    source = "its notice document"
    if stage is None:
        stage, source = stage_reached(release, fields.object(release, "tender", "")), "what it holds"
    fields.note("release_without_tag", f"no tag; told from {source}: {stage}", "/tag", release.get("tag"))
    return stage


def _tender_columns(release: Object, texts: Sequence[tuple[str, str]], fields: Fields) -> dict[str, Any]:
    tender = fields.object(release, "tender", "")
    at = "/tender"
    techniques = fields.object(tender, "techniques", at)
    details = fields.text(tender, "procurementMethodDetails", at)
    legal_basis = _legal_basis(tender, fields)
    description = fields.text(tender, "description", at)
    release_description = fields.text(release, "description", "")
    is_call_off = _is_call_off(release, details, fields)
    spoken = [text for _, text in texts]
    if details and (spoken or names_psr(details)):
        spoken.append(details)
    regimes = _regimes(tender, legal_basis, spoken, fields)
    return {
        "title": fields.text(tender, "title", at) or fields.text(release, "title", ""),
        "description": description or release_description,
        "legal_basis": legal_basis,
        "special_regimes": sorted(regimes | {"framework_call_off"} if is_call_off else regimes),
        "main_category": fields.code(tender, "mainProcurementCategory", at, codes.CATEGORIES),
        "additional_categories": fields.texts(tender, "additionalProcurementCategories", at),
        "procedure_method": fields.code(tender, "procurementMethod", at, codes.METHODS),
        "procedure_details": details,
        "is_above_threshold": fields.boolean(tender, "aboveThreshold", at),
        "is_framework": _has_technique(techniques, "hasFrameworkAgreement", "frameworkAgreement", fields),
        "is_dynamic_system": _has_technique(
            techniques, "hasDynamicPurchasingSystem", "dynamicPurchasingSystem", fields
        ),
        "is_call_off": is_call_off,
        "status": fields.code(tender, "status", at, codes.STATUSES),
        "deadline_at": fields.instant(
            fields.object(tender, "tenderPeriod", at), "endDate", f"{at}/tenderPeriod", is_end=True
        ),
        "opened_at": fields.instant(tender, "datePublished", at),
        "lot_count": len(fields.parts(tender, "lots", at)) if "lots" in tender else None,
        **value_of(tender, fields),
    }


def _legal_basis(tender: Object, fields: Fields) -> str | None:
    basis = fields.object(tender, "legalBasis", "/tender")
    number = fields.text(basis, "id", "/tender/legalBasis")
    scheme = fields.text(basis, "scheme", "/tender/legalBasis")
    return f"{scheme}:{number}" if scheme and number else number


def _regimes(tender: Object, legal_basis: str | None, texts: Sequence[str], fields: Fields) -> set[str]:
    """Special regimes the release states, of the tender or a lot: by code, by legal basis, or in its words."""
    found = set()
    for at, holder in [("/tender", tender), *fields.parts(tender, "lots", "/tender")]:
        if "specialRegime" in holder:
            for code in fields.texts(holder, "specialRegime", at):
                if code in codes.REGIME_OF_CODE:
                    found.add(codes.REGIME_OF_CODE[code])
                else:
                    fields.note("unknown_code", "not in the code list of specialRegime", f"{at}/specialRegime", code)
        if "procurementMethodRationaleClassifications" in holder:
            reasons = fields.objects(holder, "procurementMethodRationaleClassifications", at)
            if any(reason.get("id") == OUTSIDE_SCOPE for _, reason in reasons):
                found.add("exempted")
    if legal_basis in codes.REGIME_OF_LEGAL_BASIS:
        found.add(codes.REGIME_OF_LEGAL_BASIS[legal_basis])
    if texts and says_psr(texts):
        found.add("psr")
    return found


def _is_call_off(release: Object, details: str | None, fields: Fields) -> bool | None:
    """Whether the notice buys under a framework agreement; None when it does not say how it buys."""
    if details and details.lower().startswith(CALL_OFF):
        return True
    for at, related in fields.objects(release, "relatedProcesses", ""):
        if "framework" in fields.texts(related, "relationship", at):
            return True
    return False if details else None


def _has_technique(techniques: Object, flag: str, detail: str, fields: Fields) -> bool | None:
    stated = fields.boolean(techniques, flag, "/tender/techniques")
    return True if stated is None and techniques.get(detail) else stated


def _item_columns(release: Object, fields: Fields) -> dict[str, Any]:
    """CPV codes and places of delivery, of the tender, of its items and of its lots."""
    tender = release.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    classification = fields.object(tender, "classification", "/tender")
    found: list[str | None] = [fields.cpv_code(classification, "/tender/classification")]
    places: list[str | None] = []
    parts = [*fields.objects(tender, "items", "/tender"), *fields.parts(tender, "lots", "/tender")]
    for at, holder in [("/tender", tender), *parts]:
        if "classification" in holder and holder is not tender:
            found.append(fields.cpv_code(fields.object(holder, "classification", at), f"{at}/classification"))
        if "additionalClassifications" in holder:
            for place, extra in fields.objects(holder, "additionalClassifications", at):
                found.append(fields.cpv_code(extra, place))
        if "deliveryAddresses" in holder:
            for place, address in fields.objects(holder, "deliveryAddresses", at):
                places.append(fields.text(address, "region", place) or fields.text(address, "countryName", place))
    cpv_codes = _distinct(found)
    return {
        "cpv_code": cpv_codes[0] if cpv_codes else None,
        "cpv_codes": cpv_codes,
        "delivery_regions": _distinct(places),
    }


def _distinct(values: list[str | None]) -> list[str]:
    """The values that there are, each once, in the order in which they come first."""
    return [value for value in dict.fromkeys(values) if value]
