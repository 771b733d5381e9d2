"""Lots that a notice calls off itself: what is said of them does not count, what is said of the others does."""

from typing import Any

import pytest

from tests.store.ingest.awards import mapped
from tests.store.ingest.notices import release, tender


def lot(number: str, status: str | None, name: str) -> dict[str, Any]:
    criteria = [{"type": "quality", "name": name, "description": f"{name} in full"}]
    made = {"id": number, "description": f"Words on {name}", "awardCriteria": {"criteria": criteria}}
    return made if status is None else made | {"status": status}


def given(*lots: dict[str, Any], tag: str = "tender", **changes: Any) -> dict[str, Any]:
    return release(1) | {"tag": [tag], "tender": tender("000001-2026", lots=list(lots), **changes)}


PLAN, SOCIAL = lot("1", "active", "Plan"), "Social value"


@pytest.mark.parametrize("tag", ["tender", "tenderUpdate", "tenderAmendment"])
@pytest.mark.parametrize("status", ["cancelled", "Cancelled", "canceled", " cancelled ", "withdrawn", "terminated"])
def test_a_lot_called_off_gives_nothing(status: str, tag: str) -> None:
    found = mapped(given(PLAN, lot("2", status, SOCIAL), tag=tag))
    assert [(row["lot_id"], row["name"]) for row in found.criteria] == [("1", "Plan")]
    assert not [text for _, text in found.texts if SOCIAL in text]
    assert [text for _, text in found.texts if "Words on Plan" in text]
    assert [issue.path for issue in found.issues if issue.code == "called_off_lot"] == ["/tender/lots/1"]


def test_the_first_of_eleven_alone() -> None:
    lots = [lot("1", "cancelled", SOCIAL), *(lot(str(number), None, f"Plan {number}") for number in range(2, 12))]
    found = mapped(given(*lots))
    assert [row["lot_id"] for row in found.criteria] == [str(number) for number in range(2, 12)]
    assert not [text for _, text in found.texts if SOCIAL in text]


STAY: list[dict[str, Any]] = [
    given(PLAN, lot("2", "active", SOCIAL)),
    given(PLAN, lot("2", None, SOCIAL)),
    given(PLAN, lot("2", "complete", SOCIAL)),
    given(PLAN, lot("2", "planned", SOCIAL)),
    given(PLAN, lot("2", "unsuccessful", SOCIAL)),
    given(lot("1", "cancelled", "Plan"), lot("2", "cancelled", SOCIAL)),
    given(lot("1", "cancelled", SOCIAL)),
    given(PLAN, lot("2", "cancelled", SOCIAL), tag="award"),
    given(PLAN, lot("2", "cancelled, in part", SOCIAL)),
]


@pytest.mark.parametrize("notice", STAY)
def test_what_stays(notice: dict[str, Any]) -> None:
    found = mapped(notice)
    assert SOCIAL in [row["name"] for row in found.criteria]
    assert [text for _, text in found.texts if SOCIAL in text]
    assert not [issue for issue in found.issues if issue.code == "called_off_lot"]
