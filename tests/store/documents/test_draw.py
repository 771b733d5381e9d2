"""Which procurements are drawn: at random by seed, in strata, with a chance that is kept."""

from pathlib import Path
from typing import Any

from store.database import open_writer
from store.documents.draw import Allowance
from tests.store.documents.pipeline import SPEAKING, Place, attachment, notice

SILENT = "find_a_tender/2026-10/in_scope/silent"


def landed(tmp_path: Path, count: int = 40, name: str = "home") -> Place:
    place = Place(tmp_path / name)
    place.land(*(notice(number, attachment(number), attachment(number + 500)) for number in range(1, count + 1)))
    return place


def draws(place: Place) -> list[tuple[Any, ...]]:
    with open_writer(place.home) as con:
        return con.execute(
            "SELECT ocid, stratum, inclusion_probability, is_drawn FROM raw.document_draw ORDER BY ocid"
        ).fetchall()


def test_whole_procurements_are_drawn_and_their_chance_is_kept(tmp_path: Path) -> None:
    place = landed(tmp_path)
    due = place.fetch(Allowance(shares={"*/silent": 0.4}))
    drawn = {ocid for ocid, *_, is_drawn in draws(place) if is_drawn}
    assert 6 <= len(drawn) <= 26  # 16 are expected; five standard deviations are 15
    assert len(due) == 2 * len(drawn)
    assert {(stratum, chance) for _, stratum, chance, _ in draws(place)} == {(SILENT, 0.4)}
    with open_writer(place.home) as con:
        kept = con.execute("SELECT DISTINCT inclusion_probability, stratum FROM core.document").fetchall()
        reasons = con.execute("SELECT DISTINCT reason FROM core.document WHERE NOT is_drawn").fetchall()
    assert kept == [(0.4, SILENT)]
    assert reasons == [("not drawn: the allowance of its stratum is smaller",)]


def test_order_is_that_of_the_seed(tmp_path: Path) -> None:
    urls = [[due.url for due in landed(tmp_path, 12, name).fetch(Allowance(seed=seed))] for name, seed in SEEDS]
    assert urls[0] == urls[1]
    assert urls[0] != urls[2]
    assert urls[0] != sorted(urls[0])
    assert sorted(urls[0]) == sorted(urls[2])


SEEDS = [("one", "a"), ("two", "a"), ("three", "b")]


def test_larger_allowance_only_adds(tmp_path: Path) -> None:
    place = landed(tmp_path)
    place.fetch(Allowance(shares={"*": 0.3}))
    before = {ocid for ocid, *_, is_drawn in draws(place) if is_drawn}
    place.fetch(Allowance(shares={"*": 0.6}))
    after = {ocid for ocid, *_, is_drawn in draws(place) if is_drawn}
    assert before < after
    place.fetch(Allowance(shares={"*": 0.1}))
    assert {row[2] for row in draws(place)} == {0.6}  # who was drawn stays drawn, with the chance that was had
    assert {ocid for ocid, *_, is_drawn in draws(place) if is_drawn} == after


def test_first_pattern_that_fits_counts(tmp_path: Path) -> None:
    place = Place(tmp_path / "home")
    place.land(notice(1, attachment(1)), notice(2, attachment(2), description=SPEAKING))
    place.fetch(Allowance(shares={"*/speaking": 0, "*": 1}))
    assert [(ocid[-1], chance, is_drawn) for ocid, _, chance, is_drawn in draws(place)] == [
        ("1", 1, True),
        ("2", 0, False),
    ]


def test_no_more_a_day_than_allowed(tmp_path: Path) -> None:
    place = landed(tmp_path, 5)
    assert len(place.fetch(Allowance(per_day={"find_a_tender": 3}))) == 3
    with open_writer(place.home) as con:
        reasons = dict(con.execute("SELECT reason, count(*) FROM core.document GROUP BY reason").fetchall())
    assert reasons["not asked yet"] == 10
