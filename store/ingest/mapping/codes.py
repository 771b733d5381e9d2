"""Code lists of the fields that are read strictly, from codes.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from crawler.text.printable import printable

_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


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
TAGS = frozenset(_LISTS["tag"])
STAGE_OF_FORM = _LISTS["form"]
_SPELLINGS = _LISTS["spelling"]

# A release with several tags is one notice doing several things; it counts for what matters most to the series.
STAGE_ORDER = ("tender", "tender_update", "award", "contract", "implementation", "planning", "other")


def stage_of(tags: list[str]) -> str:
    """Stage of a notice from its release tags."""
    if len(tags) == 1:
        return STAGE_OF_TAG.get(tags[0], "other")
    stages = {STAGE_OF_TAG.get(tag, "other") for tag in tags}
    return next((stage for stage in STAGE_ORDER if stage in stages), "other")


@lru_cache(maxsize=4096)
def meant(value: str, known: frozenset[str]) -> str | None:
    """The code that is meant by a word written with other case, blanks or spelling; None when it is no known one."""
    folded, code_of = _folded(value), _by_folded(known)
    return code_of.get(folded) or code_of.get(_SPELLINGS.get(folded, ""))


@cache
def _by_folded(known: frozenset[str]) -> dict[str, str]:
    return {_folded(code): code for code in known}


def _folded(value: str) -> str:
    return _OTHER_SIGNS.sub("", unicodedata.normalize("NFKC", printable(value)).lower())
