"""What a later notice up to the deadline puts in the place of an earlier statement: that one no longer counts."""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from store.derive.run import derive
from store.publish.run import publish
from store.snapshot import open_snapshot
from store.why import explain, explanation_lines
from tests.store.builders import IN_SCOPE, at, criterion, evidence, insert, notice, rows, writer

pytestmark = pytest.mark.usefixtures("_bare_tables")

DEADLINE = at("2026-11-05")
HERE, LOT, NOTE = "/tender/description", "/tender/lots/0/description", "/tender/amendments/0/description"
ABOUT = "The council wishes to appoint a provider of reception cover at nine buildings for three years."
TEN, FIVE = "Social value is scored at 10%.", "Social value is scored at 5%."
ASKED = "Bidders must bring social value to the town."
OTHER_WORDS = "Tenders now close one week later than we said at first; nothing else differs."

Fill = Callable[[duckdb.DuckDBPyConnection, str], None]


def said(
    con: duckdb.DuckDBPyConnection, ocid: str, release_id: str, text: str, *passages: str, path: str = HERE
) -> None:
    """A text of a notice, with the passages of it that the classifier found."""
    insert(con, "raw.text", text_id=f"{ocid}-{release_id}-{path}", text=text)
    place = {"source": "find_a_tender", "ocid": ocid, "release_id": release_id, "path": path}
    insert(con, "raw.text_place", text_id=f"{ocid}-{release_id}-{path}", **place)
    for passage in passages:
        weight = 10.0 if "10%" in passage else 5.0 if "5%" in passage else None
        level = "R5" if weight == 10 else "R4" if weight else "R2"
        kind = "criterion" if weight else "requirement"
        if "taken out" in passage:
            level, kind = "R0n", "excluded"
        start = text.index(passage)
        values = {"path": path, "start_offset": start, "kind": kind, "weight_pct": weight}
        evidence(con, level, ocid=ocid, release_id=release_id, text=passage, **values)


def marks(
    con: duckdb.DuckDBPyConnection, ocid: str, release_id: str, *weights: float | None, lot: str | None = "1"
) -> None:
    """The criteria of a lot: a price, a quality, and one on social value for each of the weights."""
    for place, weight in enumerate((60.0, 30.0, *weights)):
        name = ("Price", "Quality", "Social value")[min(place, 2)]
        path = f"/tender/lots/{lot}/awardCriteria/criteria/{place}"
        key = {"ocid": ocid, "release_id": release_id, "path": path}
        criterion(con, name, weight, lot_id=lot, **key)
        if name == "Social value":
            level = "R3" if weight is None else "R5" if weight >= 10 else "R4"
            values: dict[str, Any] = {"kind": "criterion", "weight_pct": weight, "is_structured": True}
            evidence(con, level, text=f"Social value: {weight}", **key, **values)


def texts(before: str, after: str, *passages: str, path: str = HERE, found: tuple[str, ...] = (TEN,)) -> Fill:
    def fill(con: duckdb.DuckDBPyConnection, ocid: str) -> None:
        said(con, ocid, "1", before, *found, path=path)
        said(con, ocid, "2", after, *passages, path=path)

    return fill


def lots(before: dict[str | None, tuple[float | None, ...]], after: dict[str | None, tuple[float | None, ...]]) -> Fill:
    def fill(con: duckdb.DuckDBPyConnection, ocid: str) -> None:
        for release_id, stated in (("1", before), ("2", after)):
            for lot, weights in stated.items():
                marks(con, ocid, release_id, *weights, lot=lot)

    return fill


def amended(note: str, *passages: str, weights: tuple[float, ...] | None = None) -> Fill:
    def fill(con: duckdb.DuckDBPyConnection, ocid: str) -> None:
        marks(con, ocid, "1", 10.0)
        said(con, ocid, "1", f"{ABOUT} {ASKED}", ASKED)
        said(con, ocid, "2", note, *passages, path=NOTE)
        if weights is not None:
            marks(con, ocid, "2", *weights)

    return fill


def unweighted(con: duckdb.DuckDBPyConnection, ocid: str) -> None:
    marks(con, ocid, "1", 10.0)
    for name in ("Quality", "Price"):
        criterion(con, name, None, ocid=ocid, release_id="2", lot_id="1")


def one_criterion(con: duckdb.DuckDBPyConnection, ocid: str) -> None:
    marks(con, ocid, "1", 10.0)
    criterion(con, "Price", None, ocid=ocid, release_id="2", lot_id="1")


OUT, OUT_OF_LOT = "The social value question is taken out.", "Social value is taken out of Lot 2."
CASES: dict[str, tuple[Fill, str, float | None]] = {
    # replaced
    "lower": (lots({"1": (10.0,)}, {"1": (5.0,)}), "R4", 5),
    "higher": (lots({"1": (5.0,)}, {"1": (10.0,)}), "R5", 10),
    "left out of the criteria": (lots({"1": (10.0,)}, {"1": ()}), "R0", None),
    "of the tender, then of its only lot": (lots({None: (10.0,)}, {"1": (5.0,)}), "R4", 5),
    "each lot restated": (lots({"1": (10.0,), "2": (7.0,)}, {"1": (6.0,), "2": (7.0,)}), "R4", 7),
    "gone from the text": (texts(f"{ABOUT} {TEN}", ABOUT), "R0", None),
    "lower in the text": (texts(f"{ABOUT} {TEN}", f"{ABOUT} {FIVE}", FIVE), "R4", 5),
    "lower in the text of a lot": (texts(f"{ABOUT} {TEN}", f"{FIVE} {ABOUT}", FIVE, path=LOT), "R4", 5),
    "lower where nothing else is said": (texts(TEN, FIVE, FIVE), "R4", 5),
    "no longer scored, still asked": (texts(f"{ABOUT} {TEN}", f"{ABOUT} {ASKED}", ASKED), "R2", None),
    "taken out by an amendment": (amended(OUT, OUT), "R2", None),
    "taken out of both": (amended(OUT, OUT, weights=()), "R2", None),
    "lowered by an amendment": (amended(FIVE, FIVE), "R4", 5),
    "its weight alone left out": (lots({"1": (10.0,)}, {"1": (None,)}), "R3", None),
    # as it was
    "stated again": (lots({"1": (10.0,)}, {"1": (10.0,)}), "R5", 10),
    "the other lot restated": (lots({"1": (10.0,), "2": (4.0,)}, {"2": (4.0,), "3": ()}), "R5", 10),
    "an order of criteria alone": (unweighted, "R5", 10),
    "a lone criterion, without a weight": (one_criterion, "R5", 10),
    "a short note": (texts(f"{ABOUT} {TEN}", OTHER_WORDS), "R5", 10),
    "a text that grows": (texts(f"{ABOUT} {TEN}", f"{ABOUT} {TEN} {OTHER_WORDS}", TEN), "R5", 10),
    "taken out of one lot": (amended(OUT_OF_LOT, OUT_OF_LOT), "R5", 10),
    "an amendment of the day": (amended(OTHER_WORDS), "R5", 10),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("replaced")
    with writer() as con:
        for ocid, (fill, _, _) in CASES.items():
            update = {**IN_SCOPE, "stage": "tender_update", "published_at": at("2026-10-20"), "deadline_at": DEADLINE}
            notice(con, ocid, **{**IN_SCOPE, "deadline_at": DEADLINE})
            notice(con, ocid, "2", **update)
            fill(con, ocid)
        late = {**IN_SCOPE, "stage": "tender_update", "published_at": at("2026-11-06"), "deadline_at": DEADLINE}
        notice(con, "too late", **{**IN_SCOPE, "deadline_at": DEADLINE})
        notice(con, "too late", "2", **late)
        lots({"1": (10.0,)}, {"1": (5.0,)})(con, "too late")
        derive(con)
        publish(con, home, published_at=at("2026-12-01"))
    with open_snapshot(home) as opened:
        yield opened


@pytest.mark.parametrize("ocid", CASES)
def test_level_and_weight_are_those_in_force(snapshot: duckdb.DuckDBPyConnection, ocid: str) -> None:
    found = rows(snapshot, "SELECT level, weight_pct FROM out.process WHERE ocid = ?", [ocid])
    assert found == [CASES[ocid][1:]]


def test_an_update_after_the_deadline_replaces_nothing(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = rows(snapshot, "SELECT level, weight_pct FROM out.process WHERE ocid = 'too late'")
    assert found == [("R5", 10.0)]


def test_the_quote_is_of_the_notice_in_force(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert rows(snapshot, "SELECT best_quote FROM out.process WHERE ocid = 'lower in the text'") == [(FIVE,)]


def test_why_says_what_was_replaced(snapshot: duckdb.DuckDBPyConnection) -> None:
    told = "\n".join(explanation_lines(explain(snapshot, "gone from the text")))
    assert f"R5 criterion, not counted (replaced by 2, before the deadline): {TEN}" in told
