"""A mistake in a call is told first, whatever the home holds or lacks: that it is of samples, empty, or not there."""

from pathlib import Path

import pytest

import svmonitor
from crawler.home.sample_mark import SAMPLE_MARK

GONE = "/nowhere/given.json"
COVERS = ("ingest", "--covers", "contracts_finder")
TURNED = ("--from", "2026-02-01", "--until", "2026-01-01")
# Words of a command with one mistake, and what is said of it.
MISTAKES: dict[str, tuple[list[str], str]] = {
    "ingest of no path": (["ingest", GONE], "does not exist"),
    "ingest of one path of two": (["ingest", "/", GONE], "does not exist"),
    "ingest with no source": (["ingest", "--covers", "portal", "2020-01-01", "2020-12-31"], "no source"),
    "ingest with days turned round": ([*COVERS, "2020-12-31", "2020-01-01"], "comes after"),
    "ingest with a day that is none": ([*COVERS, "x", "2020-01-01"], "is not a day"),
    "crawl of no source": (["crawl", "portal"], "there is no source"),
    "crawl of a day that is none": (["crawl", "find_a_tender", "--from", "x"], "is not a date"),
    "crawl with days turned round": (["crawl", "find_a_tender", *TURNED], "no time to ask for"),
    "crawl without its settings": (["crawl", "find_a_tender", "--config", GONE], "cannot be read"),
    "run of no source": (["run", "--source", "portal"], "there is no source"),
    "run with days turned round": (["run", *TURNED], "no time to ask for"),
    "run without its settings": (["run", "--config", GONE], "cannot be read"),
    "documents of no source": (["documents", "--source", "portal"], "there is no source"),
    "documents without its settings": (["documents", "--config", GONE], "cannot be read"),
    "publish without its settings": (["publish", "--config", GONE], "cannot be read"),
    "rebuild of no path": (["rebuild", GONE], "does not exist"),
    "rebuild without its settings": (["rebuild", "--config", GONE], "cannot be read"),
    "report of no week": (["report", "--week", "W47"], "is not a week"),
    "report without its settings": (["report", "--config", GONE], "cannot be read"),
    "release of no week": (["release", "W47", "--reason", "Bank holiday."], "is not a week"),
    "release without a reason": (["release", "2026-W47", "--reason", " "], "give a reason"),
    "digest of no week": (["digest", "--week", "W47"], "is not a week"),
    "brief without its settings": (["brief", "Kent", "--config", GONE], "cannot be read"),
    "query of no name": (["query", "headlines"], "no example query"),
    "schedule without its settings": (["schedule", "--config", GONE], "cannot be read"),
    "registers of no name": (["registers", "fetch", "register"], "there is no register"),
    "registers without settings": (["registers", "fetch", "--config", GONE], "cannot be read"),
    "register of no path": (["registers", "load", GONE], "there is no file"),
    "register of no day": (["registers", "load", "/", "--date", "x"], "is not a day"),
    "register of no kind": (["registers", "load", "/", "--as", "x"], "there is no register"),
    "decisions of nobody": (["registers", "import", GONE, "--by", "1"], "are no initials"),
    "decisions of no path": (["registers", "import", GONE, "--by", "AB"], "cannot be read: No such file"),
    "sample of no month": (["audit", "sample", "--month", "x"], "is not a month"),
    "labels of nobody": (["audit", "import", GONE, "--annotator", "1"], "initials"),
    "labels of no origin": (["audit", "import", GONE, "--annotator", "AB", "--origin", "x"], "no origin"),
    "labels of no path": (["audit", "import", GONE, "--annotator", "AB"], "cannot be read: No such file"),
    "labels of a folder": (["audit", "import", "/", "--annotator", "AB"], "cannot be read: Is a directory"),
    "nothing to erase": (["lake", "erase"], "name what to take out"),
}


@pytest.mark.parametrize("kind", ["sample", "empty", "absent"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_mistake_is_told_first(mistake: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    if kind != "absent":
        home.mkdir()
    if kind == "sample":
        (home / SAMPLE_MARK).write_text("")
    words, said = MISTAKES[mistake]
    assert svmonitor.main([*words, "--home", str(home)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert said in told
    assert home.exists() == (kind != "absent")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["crawl", "find_a_tender"], "sample data"),
        (["run"], "sample data"),
        (["ingest"], "sample data"),
        (["ingest", "/"], "sample data"),
        (["documents"], "sample data"),
        (["schedule"], "sample data"),
        (["registers", "fetch"], "sample data"),
        (["publish"], "nothing has been read"),
        (["audit", "sample"], "nothing has been read"),
        (["report"], "nothing is published"),
        (["query", "headline"], "nothing is published"),
    ],
)
def test_where_nothing_is_wrong_in_the_call_the_home_is_told(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / SAMPLE_MARK).write_text("")
    assert svmonitor.main([*words, "--home", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err
