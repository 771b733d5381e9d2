"""Key performance indicators of contracts and their ratings, read strictly.

Known paths stand in delivery_fields.csv. Anything else where a KPI or a rating could stand is a row of core.issue: no
real notice of every form was at hand when this was written, and a guess would make figures of it.
"""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from store.ingest.mapping.awards.identifiers import contract_id_of, identifier_of, place_of

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

    Rows = dict[str, list[dict[str, Any]]]

RATINGS = frozenset({"met", "slightlyBelow", "below", "significantlyBelow", "other"})
# Keys of a contract that sound like delivery and are none of those known.
_LIKE_DELIVERY = re.compile(r"kpi|metric|indicator|performance|rating|measure", re.IGNORECASE)


def _load() -> dict[str, frozenset[str]]:
    holders: dict[str, set[str]] = {}
    with (files("store") / "ingest" / "mapping" / "awards" / "delivery_fields.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            holders.setdefault(row["holder"], set()).add(row["field"])
    return {holder: frozenset(found) for holder, found in holders.items()}


_KNOWN = _load()


def has_kpis(contract: Object) -> bool:
    """Whether a contract states any agreed metric."""
    metrics = contract.get("agreedMetrics")
    return isinstance(metrics, list | dict) and bool(metrics)


def kpis_of(contracts: list[tuple[str, Object]], rows: Rows, fields: Fields) -> None:
    """Add the KPIs and ratings of the contracts of a release to `rows`."""
    for at, contract in contracts:
        contract_id = contract_id_of(at, contract, fields)
        note_unknown(contract, at, "contract", fields)
        for place, metric in fields.objects(contract, "agreedMetrics", at):
            note_unknown(metric, place, "metric", fields)
            rows.setdefault("kpi", []).append(_kpi(contract_id, place, metric, fields))
        implementation = fields.object(contract, "implementation", at)
        note_unknown(implementation, f"{at}/implementation", "implementation", fields)
        for place, metric in fields.objects(implementation, "metrics", f"{at}/implementation"):
            note_unknown(metric, place, "metric", fields)
            rows.setdefault("rating", []).extend(_ratings(contract_id, place, metric, fields))


def note_unknown(holder: Object, at: str, kind: str, fields: Fields) -> None:
    """An issue for each field that is not among the known; of a contract only those that sound like delivery."""
    for key in holder:
        if key in _KNOWN[kind] or (kind == "contract" and not _LIKE_DELIVERY.search(key)):
            continue
        fields.note("unknown_path", f"not a field that a {kind} is known to have", f"{at}/{key}", "")


def _kpi(contract_id: str, at: str, metric: Object, fields: Fields) -> dict[str, Any]:
    title, description = fields.text(metric, "title", at), fields.text(metric, "description", at)
    months = None
    for place, observation in fields.objects(metric, "observations", at):
        note_unknown(observation, place, "observation", fields)
        period = fields.object(observation, "period", place)
        if months is None and isinstance(period.get("durationInMonths"), int):
            months = period["durationInMonths"]
    return {
        "contract_id": contract_id,
        "kpi_id": identifier_of(metric, at, fields, place_of(at)),
        "path": at,
        "title": title,
        "text": ": ".join(part for part in (title, description) if part) or None,
        "rated_every_months": months,
    }


def _ratings(contract_id: str, at: str, metric: Object, fields: Fields) -> list[dict[str, Any]]:
    found = []
    for place, observation in fields.objects(metric, "observations", at):
        note_unknown(observation, place, "observation", fields)
        classified = fields.object(observation, "measureClassification", place)
        code = fields.code(classified, "id", f"{place}/measureClassification", RATINGS)
        if code is None:
            continue  # a measure without a rating; an unknown code is an issue by now
        period = fields.object(observation, "period", place)
        found.append(
            {
                "contract_id": contract_id,
                "kpi_id": identifier_of(metric, at, fields, place_of(at)),
                "kpi_title": fields.text(metric, "title", at),
                "observation_id": identifier_of(observation, place, fields, place_of(place)),
                "path": place,
                "rating": code,
                "quote": fields.text(classified, "description", f"{place}/measureClassification")
                or fields.text(observation, "notes", place),
                "rated_from": fields.instant(period, "startDate", f"{place}/period"),
                "rated_until": fields.instant(period, "endDate", f"{place}/period", is_end=True),
            }
        )
    return found
