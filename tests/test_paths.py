"""Every path that a command takes: one that is empty, too long, or of the wrong kind gets one line and exit 2."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import typer

import svmonitor
from crawler.errors import CrawlerError
from crawler.server.lake_settings import Lake
from crawler.server.settings import load_server_settings
from tests.store.ingest.notices import release

# An argument that a command cannot do without, beside the path.
NEEDED = {"sources": "ted", "identifier": "x", "name": "Lambeth", "week": "2026-W47"}


def svm(*arguments: str) -> int:
    return svmonitor.main(list(arguments))


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[list[str], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))
        else:
            yield [*words, name], command


def with_each_path() -> Iterator[list[str]]:
    """Every command, once for each path that it takes, which stands last."""
    for words, command in commands(typer.main.get_command(svmonitor.app)):
        for path in command.params:
            if "Path" not in str(path.type_descriptor.annotation):
                continue
            others = [param for param in command.params if param.required and param is not path]
            options = [word for param in others if "--" in param.opts[0] for word in (param.opts[0], "AB")]
            arguments = [NEEDED.get(param.name, "/nowhere") for param in others if "--" not in param.opts[0]]
            is_option = path.opts[0].startswith("--")
            yield [*words, *options, *arguments, *([path.opts[0]] if is_option else [])]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SVMONITOR_HOME", raising=False)


def test_every_path_is_looked_at() -> None:
    found = [" ".join(words) for words in with_each_path()]
    assert {"ingest", "judge", "brief Lambeth --to", "train --labels", "lake erase --file"} <= set(found)


@pytest.mark.parametrize(
    ("words", "text"),
    [(words, "") for words in with_each_path()]
    + [(["ingest"], text) for text in (" ", "\t", "x" * 300, "~nobody-of-that-name/x")],
    ids=lambda part: " ".join(part) if isinstance(part, list) else repr(part[:9]),
)
def test_path_that_is_none_gets_one_line(words: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert svm(*words, text) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.fullmatch(r"svmonitor: .+\n", captured.err), captured.err
    assert not list(Path().iterdir())


@pytest.mark.parametrize("name", ["SVMONITOR_HOME", "SVMONITOR_CONFIG"])
def test_blanks_in_the_environment_are_no_path(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, " ")
    assert svm("status") == 2
    assert capsys.readouterr().err == "svmonitor: a path is empty: write . for the current folder\n"


def test_home_before_the_command_is_looked_at_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert svm("--home", "", "status") == 2
    assert capsys.readouterr().err == "svmonitor: a path is empty: write . for the current folder\n"


def test_the_current_folder_can_be_named() -> None:
    Path("notices.json").write_bytes(orjson.dumps({"releases": [release()]}))
    assert svm("ingest", ".", "--home", "home") == 0


def test_tilde_is_the_own_folder_in_every_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(Path().absolute()))
    Path("notices.json").write_bytes(orjson.dumps({"releases": [release()]}))
    assert svm("ingest", "~/notices.json", "--home=home") == 0


@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
@pytest.mark.parametrize("words", [["status"], ["query", "headline"], ["registers", "list"], ["digest"], ["report"]])
def test_home_that_is_no_folder_gets_one_line(words: list[str], kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    home = Path("home")
    if kind == "file":
        home.touch()
    elif kind == "link":
        home.symlink_to("nothing")
    else:
        os.mkfifo(home)
    assert svm(*words, "--home", "home") == 2
    assert re.fullmatch(
        r"svmonitor: home is (a file|no folder): choose a folder with --home\n", capsys.readouterr().err
    )


def test_rebuild_of_a_home_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert svm("rebuild", __file__, "--home", "nowhere") == 2
    assert capsys.readouterr().err.startswith("svmonitor: there is no home nowhere to rebuild")


def test_rebuild_looks_at_the_files_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert svm("rebuild", "nowhere.json", "--home", "nowhere") == 2
    assert capsys.readouterr().err.startswith("svmonitor: nowhere.json does not exist")


def test_name_that_is_not_utf_8_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(b"th\xffng")
    assert svm("judge", name) == 2
    assert svm("registers", "load", name, "--home", "home") == 2
    assert capsys.readouterr().err.count("ffng\n") == 2
    Path(name).write_text("social value 10%")
    assert svm("judge", name) == 0
    assert capsys.readouterr().out.startswith("th\\xffng: ")


# --- settings that name a file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " "])
@pytest.mark.parametrize("setting", ["smtp.password_file", "notify.webhook_file", "lake.password_file"])
def test_setting_without_a_file_names_none(setting: str, text: str) -> None:
    section, key = setting.split(".")
    Path("own.toml").write_text(f'[{section}]\n{key} = "{text}"\n')
    assert getattr(getattr(load_server_settings(Path("own.toml")), section), key) is None


@pytest.mark.parametrize("warehouse", [" ", "/", "//", ".", "lake", "~/lake", "s3://", "s3:// "])
def test_warehouse_is_a_bucket_or_the_whole_path_of_a_folder(warehouse: str) -> None:
    Path("own.toml").write_text(f'[lake]\ncatalog = "sqlite:////x/c.db"\nwarehouse = "{warehouse}"\n')
    with pytest.raises(CrawlerError, match=r"lake\.warehouse"):
        load_server_settings(Path("own.toml"))


def test_warehouse_may_be_a_folder() -> None:
    assert Lake(catalog="sqlite:////x/c.db", warehouse="/srv/lake").warehouse == "/srv/lake"
