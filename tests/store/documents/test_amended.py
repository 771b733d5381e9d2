"""An amended document replaces the earlier one from its date; what was in force at the deadline counts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.database import open_writer
from store.snapshot import open_snapshot
from tests.store.documents.pipeline import BASE, Place, attachment, invitation, notice
from tests.store.ingest.notices import release
from tests.store.lean import lean

FIRST, LATER, TOO_LATE = "2026-10-05T09:00:00Z", "2026-10-20T09:00:00Z", "2026-11-25T09:00:00Z"  # deadline: 20 November


def update(*documents: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """The notice again, two weeks later, as an update that lists other documents."""
    told = notice(number, *documents)
    return told | {"id": f"{number + 899:06d}-2026", "date": "2026-10-20T09:00:00+01:00", "tag": ["tenderUpdate"]}


def levels(place: Place, number: int) -> tuple[Any, ...] | None:
    with open_snapshot(place.home) as con:
        return con.execute(
            "SELECT document_level, document_weight_pct FROM out.process WHERE ocid = ?", [release(number)["ocid"]]
        ).fetchone()


def known(place: Place, number: int = 1) -> list[tuple[Any, ...]]:
    """The documents of a process, oldest first."""
    with open_writer(place.home) as con:
        return con.execute(
            "SELECT published_id, status, replaced_by IS NOT NULL, strftime(replaced_at, '%d %B') FROM core.document "
            "WHERE ocid = ? ORDER BY coalesce(modified_at, published_at), published_id",
            [release(number)["ocid"]],
        ).fetchall()


@pytest.fixture(scope="module", autouse=True)
def _lean() -> Iterator[None]:
    with lean():
        yield


@pytest.fixture(scope="module")
def redated(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two processes whose invitation is published again at its address, before the deadline and after it."""
    place = Place(
        tmp_path_factory.mktemp("redated") / "home", {f"{BASE}A-{number}": invitation(15) for number in (1, 2)}
    )
    given = [notice(number, attachment(number, dateModified=FIRST)) for number in (1, 2)]
    place.land(*given, *(release(number, description=None) for number in range(11, 21)))
    place.fetch()
    place.read()
    place.answers = {address: invitation(5) for address in place.answers}
    dated = ((1, LATER), (2, TOO_LATE))
    place.land(*(update(attachment(number, dateModified=later), number=number) for number, later in dated))
    place.all_the_way()
    return place


@pytest.mark.parametrize(
    ("number", "day", "level"),
    [(1, "20 October", ("R4", 5)), (2, "25 November", ("R5", 15))],
    ids=["before the deadline", "after it"],
)
def test_same_address_with_a_later_date(redated: Place, number: int, day: str, level: tuple[str, int]) -> None:
    document = f"A-{number}"
    assert known(redated, number) == [(document, "read", True, day), (document, "read", False, None)]
    assert levels(redated, number) == level
    assert redated.fetch() == []


LATER_TITLES = [
    ("ITT", True),
    ("itt_v2.docx", True),
    ("ITT (updated 20.10.2026) FINAL", True),
    ("ITT Volume 2", False),
    ("Invitation", False),
]


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A process for each later title, whose first document is called ITT; what is due is asked for."""
    earlier, later = {}, {}
    for number, (title, _) in enumerate(LATER_TITLES, start=1):
        first = attachment(2 * number, "ITT", datePublished=FIRST)
        earlier[number] = [first]
        later[number] = [first, attachment(2 * number + 1, title, datePublished=LATER)]
    place = Place(tmp_path_factory.mktemp("titled") / "home", {})
    place.land(*(notice(number, *documents) for number, documents in earlier.items()))
    place.land(*(update(*documents, number=number) for number, documents in later.items()))
    place.fetch()
    return place


@pytest.mark.parametrize("number", range(1, len(LATER_TITLES) + 1))
def test_same_title_from_a_later_day_is_an_amendment(titled: Place, number: int) -> None:
    title, is_amended = LATER_TITLES[number - 1]
    asked = [url for url, _ in titled.asked]
    assert all(f"{BASE}A-{document}" in asked for document in (2 * number, 2 * number + 1))
    assert [row[2] for row in known(titled, number)] == [is_amended, False], title


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
