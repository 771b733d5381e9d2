"""Changes of contracts after signing: amendments, terminations and failures of performance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.ingest.mapping.awards.identifiers import contract_id_of, identifier_of, place_of
from store.ingest.mapping.awards.kpis import note_unknown

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

    Rows = dict[str, list[dict[str, Any]]]

ENDING_TAG = "contractTermination"


def changes_of(release: Object, contracts: list[tuple[str, Object]], rows: Rows, fields: Fields) -> None:
    """Add the changes that a release states of its contracts to `rows`."""
    tags = release.get("tag")
    is_ending = isinstance(tags, list) and ENDING_TAG in tags
    found: list[dict[str, Any]] = []
    for at, contract in contracts:
        contract_id = contract_id_of(at, contract, fields)
        found += [{"contract_id": contract_id} | row for row in _amendments(at, contract, fields)]
        status = contract.get("status")
        if is_ending or (isinstance(status, str) and status.lower() == "terminated"):
            found.append({"contract_id": contract_id} | _termination(at, contract, fields))
        found += [{"contract_id": contract_id} | row for row in _failures(at, contract, fields)]
    if is_ending and not contracts:
        found.append({"contract_id": ""} | _termination("", {}, fields))
    if found:
        rows["change"] = found


def _amendments(at: str, contract: Object, fields: Fields) -> list[dict[str, Any]]:
    amendments = fields.objects(contract, "amendments", at)
    _note_circles(amendments, at, fields)
    return [
        {
            "change_id": identifier_of(amendment, place, fields, place_of(place)),
            "kind": "change",
            "path": place,
            "changed_at": fields.instant(amendment, "date", place),
            "reason": _reasons(amendment, place, "rationaleClassifications", fields)
            or fields.text(amendment, "rationale", place),
            "quote": fields.text(amendment, "description", place) or fields.text(amendment, "rationale", place),
        }
        for place, amendment in amendments
    ]


def _note_circles(amendments: list[tuple[str, Object]], at: str, fields: Fields) -> None:
    """Amendments that amend each other in a circle: none of them is followed, each stands by its own date."""
    amends = {
        str(amendment["releaseID"]): str(amendment["amendsReleaseID"])
        for _, amendment in amendments
        if amendment.get("releaseID") is not None and amendment.get("amendsReleaseID") is not None
    }
    for start, first in amends.items():
        seen, place = {start}, first
        while place in amends and place not in seen:
            seen.add(place)
            place = amends[place]
        if place == start:
            fields.note("circular_change", "amendments amend each other in a circle", f"{at}/amendments", start)
            return


def _reasons(holder: Object, at: str, key: str, fields: Fields) -> str | None:
    found = [
        fields.text(reason, "description", place) or fields.text(reason, "id", place)
        for place, reason in fields.objects(holder, key, at)
    ]
    return "; ".join(reason for reason in found if reason) or None


def _termination(at: str, contract: Object, fields: Fields) -> dict[str, Any]:
    reason = _reasons(contract, at, "terminationRationaleClassifications", fields)
    if reason is None:
        one = fields.object(contract, "terminationRationaleClassification", at)
        place = f"{at}/terminationRationaleClassification"
        reason = fields.text(one, "description", place) or fields.text(one, "id", place)
    implementation = contract.get("implementation")
    ended = implementation if isinstance(implementation, dict) else {}
    return {
        "change_id": "termination",
        "kind": "termination",
        "path": at or "/tag",
        "changed_at": fields.instant(ended, "endDate", f"{at}/implementation"),
        "reason": reason,
        "quote": fields.text(ended, "endDateDetails", f"{at}/implementation"),
    }


def _failures(at: str, contract: Object, fields: Fields) -> list[dict[str, Any]]:
    implementation = contract.get("implementation")
    if not isinstance(implementation, dict):
        return []
    found = []
    for place, failure in fields.objects(implementation, "performanceFailures", f"{at}/implementation"):
        note_unknown(failure, place, "failure", fields)
        found.append(
            {
                "change_id": identifier_of(failure, place, fields, place_of(place)),
                "kind": "performance_failure",
                "path": place,
                "changed_at": fields.instant(failure, "decisionDate", place),
                "reason": fields.text(failure, "category", place) or fields.text(failure, "requirement", place),
                "quote": fields.text(failure, "description", place)
                or fields.text(failure, "partialTermination", place),
            }
        )
    return found
