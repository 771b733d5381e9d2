"""An amended document replaces the earlier one from its date; what was in force at the deadline counts."""

from pathlib import Path
from typing import Any

import pytest

from store.database import open_writer
from store.snapshot import open_snapshot
from tests.store.documents.pipeline import BASE, Place, attachment, invitation, notice
from tests.store.ingest.notices import release

OCID = "ocds-h6vhtk-0a0001"
FIRST, LATER, TOO_LATE = "2026-10-05T09:00:00Z", "2026-10-20T09:00:00Z", "2026-11-25T09:00:00Z"  # deadline: 20 November


def update(*documents: dict[str, Any]) -> dict[str, Any]:
    """The notice again, two weeks later, as an update that lists other documents."""
    told = notice(1, *documents)
    return told | {"id": "000900-2026", "date": "2026-10-20T09:00:00+01:00", "tag": ["tenderUpdate"]}


def levels(place: Place) -> tuple[Any, ...] | None:
    with open_snapshot(place.home) as con:
        return con.execute(
            "SELECT document_level, document_weight_pct FROM out.process WHERE ocid = ?", [OCID]
        ).fetchone()


def known(place: Place) -> list[tuple[Any, ...]]:
    with open_writer(place.home) as con:
        return con.execute(
            "SELECT published_id, status, replaced_by IS NOT NULL, strftime(replaced_at, '%d %B') FROM core.document "
            "ORDER BY coalesce(modified_at, published_at), published_id"
        ).fetchall()


@pytest.mark.parametrize(
    ("later", "level"), [(LATER, ("R4", 5)), (TOO_LATE, ("R5", 15))], ids=["before the deadline", "after it"]
)
def test_same_address_with_a_later_date(tmp_path: Path, later: str, level: tuple[str, int]) -> None:
    place = Place(tmp_path / "home", {f"{BASE}A-1": invitation(15)})
    place.land(
        notice(1, attachment(1, dateModified=FIRST)), *(release(number, description=None) for number in range(11, 21))
    )
    place.fetch()
    place.read()
    place.answers[f"{BASE}A-1"] = invitation(5)
    place.land(update(attachment(1, dateModified=later)))
    place.all_the_way()
    day = "20 October" if later == LATER else "25 November"
    assert known(place) == [("A-1", "read", True, day), ("A-1", "read", False, None)]
    assert levels(place) == level
    assert place.fetch() == []


@pytest.mark.parametrize(
    ("title", "is_amended"),
    [
        ("ITT", True),
        ("itt_v2.docx", True),
        ("ITT (updated 20.10.2026) FINAL", True),
        ("ITT Volume 2", False),
        ("Invitation", False),
    ],
)
def test_same_title_from_a_later_day_is_an_amendment(tmp_path: Path, title: str, *, is_amended: bool) -> None:
    place = Place(tmp_path / "home", {f"{BASE}A-1": invitation(15), f"{BASE}A-2": invitation(5)})
    place.land(notice(1, attachment(1, "ITT", datePublished=FIRST)))
    place.land(update(attachment(1, "ITT", datePublished=FIRST), attachment(2, title, datePublished=LATER)))
    assert [due.url for due in place.fetch()] == [f"{BASE}A-1", f"{BASE}A-2"]
    assert known(place)[0][2] is is_amended
    assert known(place)[1][2] is False


def test_two_of_one_title_and_day_are_two_documents(tmp_path: Path) -> None:
    place = Place(tmp_path / "home")
    place.land(
        notice(1, attachment(1, "Appendix", datePublished=FIRST), attachment(2, "Appendix", datePublished=FIRST))
    )
    place.fetch()
    assert [row[2] for row in known(place)] == [False, False]


def test_earlier_one_of_the_same_address_is_not_asked_for_any_more(tmp_path: Path) -> None:
    place = Place(tmp_path / "home", {f"{BASE}A-1": invitation(15)})
    place.land(notice(1, attachment(1, dateModified=FIRST)))
    place.land(update(attachment(1, dateModified=LATER)))
    assert [due.edition for due in place.fetch()] == [LATER]
    with open_writer(place.home) as con:
        reasons = con.execute("SELECT reason FROM core.document WHERE replaced_by IS NOT NULL").fetchall()
    assert reasons == [("replaced before it was asked for",)]
