"""No release, whatever it holds, stops a stage or costs the good ones beside it; nothing of it steers a terminal.

The long run is `python -m tests.benchmarks.mutations --minutes 60`.
"""

import random
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import svmonitor
from store.ingest.notices import release_rows
from tests.store.ingest.bulk import uk_xml
from tests.store.mutants import GOOD, ODD, Outcome, changed, documents, every_leaf, places, rich, through, written

pytestmark = pytest.mark.usefixtures("_bare_tables")

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
RICH = rich(1)


def packaged(*bodies: bytes) -> bytes:
    return b'{"releases":[' + b",".join(bodies) + b"]}"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutants") / "home"


@pytest.fixture(scope="module")
def outcome(home: Path) -> Outcome:
    """Every leaf of a rich release made odd, and a bit of everything else, through all stages."""
    files = {"leaves.json": packaged(*(written(made) for made in every_leaf())), **documents(random.Random(7), 60)}
    files["steered.xml"] = uk_xml("000777-2026", "<ocid>ocds-h6vhtk-0a0777</ocid>").replace(
        b"Grounds", "\u202eRed\u009b31m".encode()
    )
    return through(home, files)


def test_no_stage_stops_and_the_good_ones_are_published(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert set(outcome.codes) == {"ingest", "classify", "publish", "report", "status"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "SELECT title, buyer_name FROM core.notice"],
        ["query", "SELECT name FROM out.authority"],
        ["query", "SELECT message, data, path, document_name FROM core.issue"],
        ["query", "SELECT chr(27) || '[31m' || chr(8238) AS \"a[bold]\", '[/nothing] [red]stays[/red]' AS b"],
        ["why", GOOD[0]],
        ["why", "ocds-h6vhtk-0a0777"],
        ["status"],
    ],
)
def test_nothing_of_the_data_steers_a_terminal(
    outcome: Outcome, home: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert svmonitor.main([*arguments, "--home", str(home)]) in {0, 1}
    said = capsys.readouterr()
    assert said.out
    assert not STEERING.search(said.out + said.err)


def test_brackets_in_a_table_are_no_markup(outcome: Outcome, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    svmonitor.main(["query", "SELECT '[/nothing] [red]x[/red] [e-mail removed]' AS \"a[b]\"", "--home", str(home)])
    assert capsys.readouterr().out == "a[b]\n[/nothing] [red]x[/red] [e-mail removed]\n"


def test_csv_of_a_query_is_raw(outcome: Outcome, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    svmonitor.main(["query", "SELECT '=1+1' AS a", "--csv", "--home", str(home)])
    assert capsys.readouterr().out == "a\n=1+1\n"


@pytest.mark.parametrize("body", ["Parks \x1b[31m social value 10% \u202e\x9b1m\x07 are scored.", "\x1b]0;t\x07"])
def test_judging_a_text_steers_no_terminal(tmp_path: Path, body: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[1m.txt"
    path.write_text(body, encoding="utf-8")
    assert svmonitor.main(["judge", str(path)]) == 0
    said = capsys.readouterr()
    assert not STEERING.search(said.out + said.err)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(list(places(RICH))),
    st.sampled_from(ODD),
    st.sampled_from(["value", "key", "gone", "list", "twice"]),
)
def test_any_release_becomes_rows_or_a_refusal(place: tuple[str | int, ...], odd: Any, kind: str) -> None:
    found = release_rows("", changed(RICH, place, odd, kind), None, has_mends=False)
    assert found.notice or found.issues
    orjson.dumps([found.notice, found.buyer, found.criteria, found.texts])  # as they are staged
