"""What is kept when bytes are removed, and what a rebuild makes of it."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from classifier.text.prefilter import the_prefilter
from crawler.server.retention import remove
from crawler.server.settings import Retention
from store import stages
from store.database import open_writer
from store.documents import fetched
from store.documents.record import documents_kept, landed_documents
from store.snapshot import open_snapshot
from tests.store.documents.hostile import zip_of
from tests.store.documents.pipeline import BASE, Place, attachment, invitation, notice, the_pool
from tests.store.ingest.notices import release
from tests.store.lean import lean

TABLES = ("core.document", "core.document_criterion", "core.passage", "core.evidence", "raw.document_content")
PUBLISHED = "SELECT * EXCLUDE (version) FROM out.process ORDER BY ALL"


@pytest.fixture(scope="module", autouse=True)
def _lean() -> Iterator[None]:
    with lean():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two invitations, one of them in an archive; published."""
    answers: dict[str, bytes | str] = {f"{BASE}A-1": invitation(15), f"{BASE}A-2": zip_of({"ITT.docx": invitation(20)})}
    own = Place(tmp_path_factory.mktemp("made") / "home", answers)
    own.land(
        notice(1, attachment(1)),
        notice(2, attachment(2, "Pack")),
        *(release(number, description=None) for number in range(11, 21)),
    )
    own.all_the_way()
    return own


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    """A copy of that home; the ledger names the files of the copy."""
    home = Path(shutil.copytree(made.home, tmp_path / "home", symlinks=True))
    ledger = home / "landing" / "find_a_tender" / "documents.jsonl"
    ledger.write_text(ledger.read_text().replace(str(made.home), str(home)))
    return Place(home, dict(made.answers))


def held(place: Place) -> dict[str, list[Any]]:
    with open_writer(place.home) as con:
        found = {
            name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
            for name in TABLES
            if name != "raw.document_content"
        }
        reading = "SELECT sha256, format, status, char_count FROM raw.document_content ORDER BY ALL"
        return found | {"raw.document_content": con.execute(reading).fetchall()}


def published(place: Place) -> list[Any]:
    with open_snapshot(place.home) as con:
        return con.execute(PUBLISHED).fetchall()


def rebuild(place: Place) -> None:
    stages.rebuild(place.turn, [], the_pool(), gate=the_prefilter().strong_words, is_loss_allowed=False)


def remove_bytes(place: Place, days: int = 30) -> None:
    with open_writer(place.home) as con:
        kept = documents_kept(con)
    now = dt.datetime.now(dt.UTC) + dt.timedelta(days=31)
    remove(place.home, Retention(), now, document_days=days, documents_kept=kept)


@pytest.mark.long("test_bytes_go_once_their_text_is_kept_and_a_rebuild_starts_from_the_text")
def test_rebuilt_from_the_bytes(place: Place) -> None:
    before, shown = held(place), published(place)
    rebuild(place)
    assert held(place) == before
    assert published(place) == shown


def test_bytes_go_once_their_text_is_kept_and_a_rebuild_starts_from_the_text(place: Place) -> None:
    before, shown = held(place), published(place)
    assert len(landed_documents(place.home)) == 2
    remove_bytes(place)
    assert landed_documents(place.home) == []
    rebuild(place)
    assert held(place) == before
    assert published(place) == shown
    assert place.fetch() == []


def test_bytes_not_read_yet_stay(place: Place) -> None:
    place.answers[f"{BASE}A-3"] = invitation(5)
    place.land(notice(3, attachment(3)))
    place.fetch()
    remove_bytes(place)
    assert len(landed_documents(place.home)) == 1
    assert place.read()["read"] == 1


def test_bytes_stay_for_good_by_default(place: Place) -> None:
    remove_bytes(place, days=0)
    assert len(landed_documents(place.home)) == 2


def test_documents_that_a_younger_reader_cannot_have_keep_what_was_read(place: Place) -> None:
    remove_bytes(place)
    with open_writer(place.home) as con:
        con.execute("UPDATE raw.document_content SET reader = 'documents 0'")
    assert place.read().total() == 0
    with open_writer(place.home) as con:
        assert con.execute("SELECT DISTINCT status FROM core.document").fetchall() == [("read",)]


def test_archive_is_noted_after_all_that_is_in_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    monkeypatch.setattr(fetched, "_save", lambda _con, _sha256, reading: saved.append(reading.format))
    with open_writer(place.home) as con:
        con.execute("DELETE FROM raw.document_content")
    place.read()
    assert saved.index("zip") > 0
    assert sorted(saved) == ["docx", "docx", "zip"]


def test_killed_reading_goes_on_where_it_was(place: Place) -> None:
    shown = published(place)
    with open_writer(place.home) as con:
        con.execute("DELETE FROM raw.document_content")
        con.execute("DELETE FROM raw.judged_document")
    scratch = place.home / ".documents"
    scratch.mkdir(exist_ok=True)
    (scratch / "left by a run that was killed").write_bytes(os.urandom(16))
    place.read()
    place.publish()
    assert published(place) == shown
