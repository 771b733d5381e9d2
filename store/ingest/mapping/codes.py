"""Code lists of the fields that are read strictly, from codes.csv."""

from __future__ import annotations

import csv
from importlib.resources import files


def _load() -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    with (files("store") / "ingest" / "mapping" / "codes.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            lists.setdefault(row["list"], {})[row["code"]] = row["means"]
    return lists


_LISTS = _load()
STAGE_OF_TAG = _LISTS["tag"]
REGIME_OF_CODE = _LISTS["specialRegime"]
REGIME_OF_LEGAL_BASIS = _LISTS["legalBasis"]
STATUSES = frozenset(_LISTS["status"])
METHODS = frozenset(_LISTS["procurementMethod"])
CATEGORIES = frozenset(_LISTS["mainProcurementCategory"])
CRITERION_TYPES = frozenset(_LISTS["criterionType"])

# A release with several tags is one notice doing several things; it counts for what matters most to the series.
STAGE_ORDER = ("tender", "tender_update", "award", "contract", "implementation", "planning", "other")


def stage_of(tags: list[str]) -> str:
    """Stage of a notice from its release tags."""
    stages = {STAGE_OF_TAG.get(tag, "other") for tag in tags}
    return next((stage for stage in STAGE_ORDER if stage in stages), "other")
