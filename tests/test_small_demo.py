"""What is done to a home that has stood for a while: the demo again, a publish that is refused, a backup restored.

The home is that of the demo with the last months of its history alone, and its site is light.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest

import svmonitor
from crawler.sample.authored import Process
from crawler.sample.history import files
from crawler.sample.history.bodies import Body
from crawler.sample.history.processes import history
from tests.crawler.forked import forked_crawls
from tests.reports.conftest import light_sites

pytestmark = pytest.mark.usefixtures("_bare_tables")

SINCE = date(2026, 9, 1)
FIND_A_TENDER = "find_a_tender"


def _late(bodies: Sequence[Body], chance: Random) -> list[Process]:
    return [each for each in history(bodies, chance) if each.published and each.published.date() >= SINCE]


def _find_a_tender_alone(folder: Path) -> dict[str, Path]:
    return {FIND_A_TENDER: WRITE_HISTORY(folder)[FIND_A_TENDER]}


WRITE_HISTORY = files.write_history


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo") / "home"
    with light_sites(), forked_crawls(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "history", _late)
        patch.setattr(files, "write_history", _find_a_tender_alone)
        patch.setitem(files.SPANS, FIND_A_TENDER, (SINCE, files.SPANS[FIND_A_TENDER][1]))
        assert svmonitor.main(["demo", "--home", str(folder)]) == 0
        yield folder


def test_demo_again_adds_nothing(home: Path) -> None:
    before = contents(home)
    assert svmonitor.main(["demo", "--home", str(home)]) == 0
    assert contents(home) == before


def test_refused_publish_keeps_the_old_snapshot(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = home / "published" / "monitor.duckdb"
    before = published.read_bytes()
    with duckdb.connect(str(home / "monitor.duckdb")) as con:
        con.execute("CREATE TABLE kept AS FROM core.notice")
        con.execute("DELETE FROM core.notice WHERE source = 'find_a_tender'")
    assert svmonitor.main(["publish", "--home", str(home)]) == 2
    assert "the old snapshot stays" in capsys.readouterr().err
    assert published.read_bytes() == before
    with duckdb.connect(str(home / "monitor.duckdb")) as con:
        con.execute("INSERT INTO core.notice SELECT * FROM kept WHERE source = 'find_a_tender'")
        con.execute("DROP TABLE kept")


def test_backup_of_the_docs_restores_the_same_data(home: Path, tmp_path: Path) -> None:
    if not shutil.which("zstd"):
        pytest.skip("no zstd: install it to try the backup that the docs describe")
    docs = (Path(__file__).resolve().parents[1] / "docs" / "server.md").read_text(encoding="utf-8")
    back_up = re.search(r"cd /var/lib/svmonitor && (tar --create .*?)\n```", docs, re.DOTALL)
    assert back_up is not None
    (tmp_path / "restored").mkdir()
    there = re.sub(r"/backup/.*?\.tar\.zst", str(tmp_path / "backup.tar.zst"), back_up[1])
    subprocess.run(["sh", "-ec", there], cwd=home, check=True, capture_output=True)
    subprocess.run(["tar", "-xf", tmp_path / "backup.tar.zst", "-C", tmp_path / "restored"], check=True)
    given = str(home / "sample-history")
    assert svmonitor.main(["rebuild", given, "--home", str(tmp_path / "restored")]) == 0
    assert contents(tmp_path / "restored") == contents(home)


def contents(home: Path) -> list[list[tuple[object, ...]]]:
    """Notices, processes and editions of a home."""
    with duckdb.connect(str(home / "published" / "monitor.duckdb"), read_only=True) as con:
        notices = con.execute("SELECT source, ocid, release_id, published_at FROM core.notice ORDER BY ALL").fetchall()
        processes = con.execute("SELECT ocid, level, scope, authority_id FROM out.process ORDER BY ALL").fetchall()
    return [notices, processes, [(path.name,) for path in sorted((home / "published/site/editions").iterdir())]]
