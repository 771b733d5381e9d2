"""The commands as a user meets them: help, exit codes, one clear line for a mistake."""

import errno
import os
import re
from pathlib import Path

import orjson
import pytest
import typer.main

import svmonitor
from crawler.home.lock import hold
from crawler.home.sample_mark import SAMPLE_MARK
from store.commands import saying
from tests.store.ingest.notices import release

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    command.name or command.callback.__name__ for command in svmonitor.app.registered_commands if command.callback
}
PLANNED = {
    "demo",
    "run",
    "crawl",
    "ingest",
    "brief",
    "classify",
    "documents",
    "publish",
    "rebuild",
    "report",
    "digest",
    "judge",
    "train",
    "evaluate",
    "why",
    "query",
    "status",
    "schedule",
    "notify",
    "release",
    "retention",
}


def svm(*arguments: str) -> int:
    return svmonitor.main(list(arguments))


def test_every_command_of_the_plan_is_there() -> None:
    assert COMMANDS == PLANNED


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_command_has_help_and_stands_in_the_readme(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert svm(command, "--help") == 0
    assert "Usage: svmonitor" in capsys.readouterr().out
    assert f"`svmonitor {command}" in (ROOT / "README.md").read_text()


def test_every_option_has_help() -> None:
    for name, command in typer.main.get_command(svmonitor.app).commands.items():  # type: ignore[attr-defined]
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["query", "--nonsense"],
        ["why"],
        ["crawl", "mars"],
        ["run", "--source", "mars"],
        ["run", "--from", "yesterday"],
        ["crawl", "find_a_tender", "--until", "2026-13-01"],
        ["ingest", "/nowhere/at/all.json"],
        ["report"],
        ["rebuild"],
        ["report", "--week", "2026-60"],
        ["why", "x"],
        ["query", "select 1"],
        ["query"],
        ["query", "nonsense"],
        ["judge", "--jsonl", "--ocds"],
        ["judge", "/nowhere/at/all.txt"],
        ["query", "  "],
        ["query", "select 1", "--csv", "--json"],
        ["classify"],
        ["publish"],
        ["audit", "sample"],
        ["audit", "import", "/nowhere/at/all.csv", "--annotator", "AB"],
    ],
)
def test_mistake_gets_one_line_and_exit_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SVMONITOR_HOME", str(tmp_path / "home"))
    assert svm(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.fullmatch(r"svmonitor: .+\n", captured.err), captured.err


@pytest.mark.parametrize(
    "command",
    [
        ["demo"],
        ["run"],
        ["crawl", "ted"],
        ["schedule"],
        ["ingest", __file__],
        ["classify"],
        ["publish"],
        ["release", "2026-W47", "--reason", "x"],
        ["retention"],
        ["status"],
    ],
)
def test_home_that_is_a_file_gets_one_line(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "file"
    home.write_text("")
    assert svm(*command, "--home", str(home)) == 2
    assert re.fullmatch(r"svmonitor: .+\n", capsys.readouterr().err)


def test_every_command_that_needs_no_home_takes_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text").write_text("Social value 10%")
    assert svm("judge", str(tmp_path / "text"), "--home", str(tmp_path / "none")) == 0
    assert "R5" in capsys.readouterr().out
    for name, command in typer.main.get_command(svmonitor.app).commands.items():  # type: ignore[attr-defined]
        assert hasattr(command, "commands") or "--home" in {
            option for item in command.params for option in item.opts
        }, name


def test_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert svm("--version") == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_file_that_could_not_be_read_is_refused_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"a": 1}')
    for _ in range(2):
        assert svm("ingest", str(path), "--home", str(tmp_path / "home")) == 2
        assert capsys.readouterr().err.startswith("svmonitor: nothing could be read: other.json: ")


def test_ingest_of_nothing_says_so_whatever_was_read_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ("--home", str(tmp_path / "home"))
    assert svm("ingest", str(tmp_path / "absent"), *home) == 2
    capsys.readouterr()
    assert svm("ingest", *home) == 2
    assert "there is nothing in" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["[]", '{"releases": []}'])
def test_judging_no_releases_says_so(given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path := tmp_path / "none.json").write_text(given, encoding="utf-8")
    assert svm("judge", "--ocds", str(path)) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "svmonitor: there are no releases in what was given\n")


def test_publish_says_what_is_not_judged_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, home = tmp_path / "given.json", ("--home", str(tmp_path / "home"))
    file.write_bytes(
        orjson.dumps({"releases": [release(tender={"title": "Parks", "description": "Upkeep of parks."})]})
    )
    assert svm("ingest", str(file), *home) == 0
    assert svm("publish", *home) == 0
    assert "not judged yet, so" in capsys.readouterr().err
    assert svm("classify", *home) == 0
    assert svm("publish", *home) == 0
    assert "not judged yet" not in capsys.readouterr().err


def test_binary_file_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7\n\0\1")
    assert svm("judge", str(path)) == 2
    assert capsys.readouterr().err == f"svmonitor: {path}: a binary file, not text\n"


def test_home_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert svm("ingest", "--home", str(blocked / "home")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_real_notices_are_not_mixed_with_the_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / SAMPLE_MARK).write_text("")
    assert svm("ingest", "--home", str(tmp_path)) == 2
    assert "sample data" in capsys.readouterr().err


def test_fault_of_the_program_is_one_line_and_an_exit_code_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing: dict[str, str] = {}
    monkeypatch.setattr("store.status.status", lambda *_: nothing["nothing"])
    assert svm("status", "--home", str(tmp_path)) == saying.PROGRAM_FAULT
    assert re.fullmatch(r"svmonitor: a fault of the program: KeyError: 'nothing' \(.+\)\n", capsys.readouterr().err)


def test_full_disk_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "unit-1.jsonl")

    monkeypatch.setattr("store.status.status", fail)
    assert svm("status", "--home", str(tmp_path)) == 2
    assert capsys.readouterr().err.startswith("svmonitor: the disk is full: make room")


def test_command_that_writes_waits_and_says_for_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    patient = {"wait_seconds": 0.3, "tell": None}
    monkeypatch.setattr("crawler.home.lock.hold.__wrapped__.__kwdefaults__", patient)
    with hold(tmp_path, "writer", "svmonitor publish"):
        assert svm("retention", "--home", str(tmp_path)) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(f"waiting for process {os.getpid()} (svmonitor publish, since ")
    assert "is in use by process" in said[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["/no/such/path"],
        ["--covers", "nowhere", "2026-01-01", "2026-01-31"],
        ["--covers", "find_a_tender", "1999-01-01", "2021-01-31"],
        ["--covers", "contracts_finder", "2010-12-31", "2021-01-31"],
    ],
)
def test_a_mistyped_call_of_ingest_makes_no_home(tmp_path: Path, arguments: list[str]) -> None:
    assert svm("ingest", *arguments, "--home", str(tmp_path / "home")) == 2
    assert not (tmp_path / "home").exists()


def test_long_work_says_a_line_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((0.0, 1.0, 6.0, 6.0, 7.0, 20.0, 20.0))
    monkeypatch.setattr("store.commands.saying.time.monotonic", lambda: next(clock))
    with saying.progress_bar() as progress:
        progress("publish: notices and processes", 0, None)
        progress("publish: figures", 0, None)
        progress("publish: files", 1, 60)
        progress("publish: files", 2, 60)
    said = capsys.readouterr().err.splitlines()
    assert [line.endswith(end) for line, end in zip(said, ("publish: figures", "publish: files: 2 of 60"), strict=True)]
