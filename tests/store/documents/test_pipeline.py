"""Documents from the notice that lists them to the published tables: what becomes of each, and what it gives."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from store.database import open_writer
from store.snapshot import open_snapshot
from tests.store.documents.hostile import locked_pdf, mail, scanned_pdf, zip_of
from tests.store.documents.pipeline import BASE, SPEAKING, Place, attachment, invitation, notice, words
from tests.store.ingest.notices import release

pytestmark = pytest.mark.usefixtures("_bare_tables")

OCID = "ocds-h6vhtk-0a{:04d}"
LINK = {"id": "L-7", "title": "Link to tender documents", "url": "https://buying.example.org/event/7"}
OFF_HOST = {"id": "A-70", "title": "Map", "url": "https://maps.example.org/site.pdf", "documentType": "x_map"}
LOGIN = {"id": "A-71", "title": "Pack", "url": "https://in-tendhost.co.uk/marlbrook/aspx/Home"}
BARE = {"id": "A-72", "title": "Schedule of rates"}
PSEUDO = {"id": "economic", "documentType": "economicSelectionCriteria", "description": "See the documents."}

ANSWERS: dict[str, bytes | str] = {
    f"{BASE}A-1": invitation(15),
    f"{BASE}A-2": words("Specification", "Social value will be scored and carries 30% of the total score."),
    f"{BASE}A-3": invitation(None),
    f"{BASE}A-4": zip_of(
        {
            "../ITT.docx": invitation(20),
            "Quality questions.docx": words("Question 1", "How will you bring social value? (5% of the total score)"),
            "more.zip": zip_of(
                {"notes.txt": b"Site visits are on Tuesday.", "deeper.zip": zip_of({"a.txt": b"a" * 99})}
            ),
            "Reply.eml": mail(b"Questions are attached.", "map.txt", b"Map of the depot."),
        }
    ),
    f"{BASE}A-5": scanned_pdf(),
    f"{BASE}A-6": b"%PDF-1.7\nnot a document at all",
    f"{BASE}A-7": locked_pdf("secret", may_copy=True),
    f"{BASE}A-8": "login",
    f"{BASE}A-9": "refused",
    f"{BASE}A-10": "too_large",
    f"{BASE}A-11": "missing",
    f"{BASE}A-12": "failed",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A silent notice whose invitation scores it, one whose does not, one that speaks, and all that cannot be read."""
    own = Place(tmp_path_factory.mktemp("documents") / "home", dict(ANSWERS))
    own.land(
        notice(1, attachment(1), attachment(2, "Specification")),
        notice(2, attachment(3)),
        notice(3, attachment(4, "Tender pack"), description=SPEAKING),
        notice(4, *(attachment(number, f"Document {number}") for number in range(5, 13))),
        notice(5, LINK, OFF_HOST, LOGIN, BARE, PSEUDO),
        *(release(number, description=None) for number in range(11, 21)),
    )
    own.all_the_way()
    return own


@pytest.fixture(scope="module")
def snapshot(place: Place) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_snapshot(place.home) as con:
        yield con


def process(con: duckdb.DuckDBPyConnection, number: int) -> dict[str, Any]:
    result = con.execute("SELECT * FROM out.process WHERE ocid = ?", [OCID.format(number)])
    columns = [column[0] for column in result.description or []]
    return dict(zip(columns, result.fetchone() or (), strict=True))


def test_invitation_of_a_silent_notice_is_shown_beside_its_level(snapshot: duckdb.DuckDBPyConnection) -> None:
    row = process(snapshot, 1)
    assert (row["level"], row["document_level"], row["combined_level"]) == ("R0", "R5", "R5")
    assert (row["document_weight_pct"], row["document_count"], row["documents_read"]) == (15, 2, 2)
    assert row["document_quote"] == "Social value will be scored and carries a weighting of 15% of the total score."
    assert (row["document_title"], row["document_url"]) == ("Invitation to tender", f"{BASE}A-1")
    assert row["document_page"] == 1


def test_invitation_without_social_value_is_read_and_gives_nothing(snapshot: duckdb.DuckDBPyConnection) -> None:
    row = process(snapshot, 2)
    assert (row["document_level"], row["combined_level"], row["is_itt_read"]) == ("R0", "R0", True)


def test_specification_gives_at_most_r2(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = snapshot.execute(
        "SELECT d.role, e.level FROM core.evidence e JOIN core.document d USING (document_id) "
        "WHERE d.title = 'Specification'"
    ).fetchall()
    assert found == [("specification", "R2")]


def test_documents_in_archives_are_read_two_deep(snapshot: duckdb.DuckDBPyConnection) -> None:
    row = process(snapshot, 3)
    assert (row["level"], row["document_level"], row["combined_level"]) == ("R2", "R5+", "R5+")
    assert (row["document_count"], row["documents_read"]) == (1, 1)
    inside = snapshot.execute(
        "SELECT title, role, status, reason IS NOT NULL FROM core.document "
        "WHERE ocid = ? AND place = 'archive' ORDER BY ALL",
        [OCID.format(3)],
    ).fetchall()
    assert ("ITT.docx", "itt", "read", False) in inside
    assert ("notes.txt", "other", "read", False) in inside
    assert {("Reply.eml", "other", "read", False), ("map.txt", "other", "read", False)} <= set(inside)
    assert not any(".." in title or "/" in title for title, *_ in inside)
    assert next(status for title, _, status, _ in inside if title == "deeper.zip") != "read"


def test_every_document_says_what_became_of_it(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        snapshot.execute(
            "SELECT coalesce(published_id, title), status FROM core.document WHERE place <> 'archive'"
        ).fetchall()
    )
    assert found == {
        "A-1": "read", "A-2": "read", "A-3": "read", "A-4": "read", "A-5": "scanned", "A-6": "broken",
        "A-7": "encrypted", "A-8": "login", "A-9": "refused", "A-10": "too_large", "A-11": "missing",
        "A-12": "not_asked", "L-7": "login", "A-70": "off_host", "A-71": "login", "A-72": "no_address",
        "economic": "no_address",
    }  # fmt: skip


def test_whatever_is_not_read_has_a_reason(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert snapshot.execute("SELECT * FROM core.document WHERE status <> 'read' AND reason IS NULL").fetchall() == []


def test_stand_ins_for_documents_are_not_counted(snapshot: duckdb.DuckDBPyConnection) -> None:
    row = process(snapshot, 5)
    assert (row["document_count"], row["documents_read"], row["document_level"]) == (4, 0, None)


def test_each_is_asked_until_it_is_settled(place: Place, tmp_path: Path) -> None:
    before = len(place.asked)
    assert before == 12
    assert [due.url for due in place.fetch()] == [f"{BASE}A-12"]


def test_no_text_leaves_the_writers_database(place: Place, snapshot: duckdb.DuckDBPyConnection) -> None:
    schemas = snapshot.execute("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall()
    assert ("raw",) not in schemas
    longest = snapshot.execute("SELECT max(length(text)) FROM core.passage WHERE document_id IS NOT NULL").fetchone()
    assert longest is not None
    assert longest[0] <= 400
    for path in place.home.joinpath("published").rglob("*"):
        assert path.is_dir() or b"Site visits are on Tuesday" not in path.read_bytes()


def test_levels_and_indicators_are_those_of_notices_alone(place: Place, tmp_path: Path) -> None:
    alone = Place(tmp_path / "home")
    alone.land(
        *(notice(number) for number in (1, 2)),
        notice(3, description=SPEAKING),
        *(notice(number) for number in (4, 5)),
        *(release(number, description=None) for number in range(11, 21)),
    )
    alone.all_the_way()
    own = "SELECT ocid, level, weight_pct, evidence_count, is_observable, has_criteria FROM out.process ORDER BY ALL"
    figures = "SELECT * FROM out.indicator ORDER BY ALL"
    with open_snapshot(place.home) as one, open_snapshot(alone.home) as other:
        for query in (own, figures, "SELECT * FROM out.clause ORDER BY ALL"):
            assert one.execute(query).fetchall() == other.execute(query).fetchall()


def test_reader_of_another_version_reads_again_and_judges_again(place: Place) -> None:
    with open_writer(place.home) as con:
        con.execute("UPDATE raw.document_content SET reader = 'documents 0'")
        judged = con.execute("SELECT count(*) FROM raw.judged_document").fetchone()
    assert place.read()["read"] >= 3
    assert place.read().total() == 0
    with open_writer(place.home) as con:
        assert con.execute("SELECT count(*) FROM raw.judged_document").fetchone() == judged
        assert (
            con.execute("SELECT DISTINCT reader FROM raw.judged_document WHERE reader = 'documents 0'").fetchall() == []
        )


def test_rules_for_roles_of_another_version_are_told_anew(place: Place) -> None:
    with open_writer(place.home) as con:
        con.execute("UPDATE core.document SET role = 'other' WHERE published_id IN ('A-1', 'A-9')")
        con.execute("UPDATE core.setting SET value = '0' WHERE name = 'roles_version'")
    place.read()
    with open_writer(place.home) as con:
        found = con.execute("SELECT role, role_basis FROM core.document WHERE published_id = 'A-1'").fetchall()
    assert found == [("itt", "text")]
