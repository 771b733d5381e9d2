"""Columns of core.notice that the tender of a release tells: what is bought, how, under which law and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.ingest.mapping import codes
from store.ingest.mapping.money import value_of
from store.ingest.mapping.psr import names_psr, says_psr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.mapping.fields import Fields, Object

CALL_OFF = "call-off from a framework"  # how Contracts Finder words the procedure; one from a dynamic system is none
OUTSIDE_SCOPE = "D_OUTSIDE_SCOPE"  # code of the TED forms: outside the scope of procurement law


def tender_columns(release: Object, texts: Sequence[tuple[str, str]], fields: Fields) -> dict[str, Any]:
    """What is bought, how and under which law; `texts` are those that may name the regime of the NHS."""
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


def item_columns(release: Object, fields: Fields) -> dict[str, Any]:
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
