"""Where the monitor is put down: odd names of folders, other people's files, encodings, broken databases."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

import svmonitor
from crawler.home import ownership
from tests.store.ingest.notices import release

ROOT = Path(__file__).resolve().parents[1]


def svm(*arguments: str) -> int:
    return svmonitor.main(list(arguments))


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("notices") / "ünï #1 %41 'and' [so] on.json"
    path.write_bytes(orjson.dumps({"releases": [release()]}))
    return path


@pytest.fixture(scope="module")
def made(notices: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in a folder whose name has every sign that means something somewhere."""
    home = tmp_path_factory.mktemp("odd") / "a #1 %41 'b' \"c\" [d]* {e} $f;ü"
    for command in (["ingest", str(notices)], ["classify"], ["publish"]):
        assert svm(*command, "--home", str(home)) == 0
    return home


@pytest.fixture(scope="module")
def plain(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That home before any command made a site of thousands of pages in it."""
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("plain") / "home", symlinks=True))


@pytest.fixture
def home(plain: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(plain, tmp_path / "home", symlinks=True))


# -- names of folders --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [["status"], ["report"], ["query", "headline"], ["audit", "sample"], ["notify"]],
    ids=lambda command: command[0],
)
def test_home_of_any_name_is_worked_in(command: list[str], made: Path, plain: Path) -> None:
    assert svm(*command, "--home", str(made)) == 0


def test_home_of_any_name_is_rebuilt(made: Path, notices: Path, plain: Path) -> None:
    assert svm("rebuild", str(notices), "--home", str(made)) == 0


@pytest.mark.parametrize("name", ["a?b", "a\nb", "a\udcffb"])
def test_name_that_no_home_can_have_is_said_in_a_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert svm("demo", "--home", str(tmp_path / name)) == 2
    assert re.fullmatch(r"svmonitor: .*choose another --home\n", capsys.readouterr().err)
    assert not list(tmp_path.iterdir())


def test_name_of_a_database_in_memory_is_a_folder(
    notices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert svm("ingest", str(notices), "--home", ":memory:") == 0
    assert (tmp_path / ":memory:" / "monitor.duckdb").is_file()


@pytest.mark.parametrize("way", ["environment", "option"])
def test_tilde_is_the_own_folder(
    way: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(home.parent))
    if way == "environment":
        monkeypatch.setenv("SVMONITOR_HOME", f"~/{home.name}")
        assert svm("status") == 0
    else:
        assert svm("status", f"--home=~/{home.name}") == 0
    assert capsys.readouterr().out.startswith(f"Home {home}\n")


def test_tilde_of_nobody_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert svm("status", "--home", "~nobody-of-that-name/home") == 2
    assert capsys.readouterr().err.count("\n") == 1


# -- options before the command ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["status"], ["query", "headline", "--json"], ["audit", "sample"]])
def test_home_may_stand_before_the_command(command: list[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_HOME", "/nowhere")
    assert svm("--home", str(home), *command) == 0


def test_home_behind_the_command_comes_first(home: Path) -> None:
    assert svm("--home", "/nowhere", "status", "--home", str(home)) == 0


def test_settings_file_may_stand_before_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert svm("--config", "/nowhere.toml", "--home", str(home), "status") == 2
    assert "/nowhere.toml: the settings cannot be read" in capsys.readouterr().err


# -- encodings ---------------------------------------------------------------------------------------------------------


def in_ascii(*arguments: str, home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    own = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "LANG": "C", "SVMONITOR_HOME": str(home)}
    command = [sys.executable, "-m", "svmonitor", *arguments]
    return subprocess.run(
        command, env=own | environ, capture_output=True, encoding="ascii", check=False, cwd=home.parent
    )


def test_output_that_knows_ascii_alone_gets_json_all_the_same(home: Path) -> None:
    done = in_ascii("query", "SELECT 'ünï €😀' AS name", "--json", home=home)
    assert (done.returncode, orjson.loads(done.stdout)) == (0, [{"name": "ünï €😀"}])


def test_messages_and_tables_in_ascii(home: Path) -> None:
    shown = in_ascii("query", "SELECT chr(196) AS name", home=home, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (shown.returncode, "\\u00c4" in shown.stdout) == (0, True)
    wrong = in_ascii("ingest", "nüchts.json", home=home)
    assert (wrong.returncode, "n\\u00fcchts.json does not exist" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("start", ["\ufeff", "\ufeff# comment\r\n"])
def test_settings_saved_with_a_byte_order_mark_are_read(
    start: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "svmonitor.toml").write_text(f"{start}[health]\r\ndisk_free_gb = 1e9\r\n", encoding="utf-8", newline="")
    assert svm("status", "--home", str(home)) == 1
    assert "The disk is nearly full" in capsys.readouterr().out


@pytest.mark.parametrize(
    "lines",
    [
        '[smtp]\nsender = "m@monitor.example\\nBcc: x@y.example"',
        '[smtp]\nsender = "nobody"',
        '[smtp]\nhost = "mail\\n.example"',
        '[notify]\nemails = ["a@b.example\\nc@d.example"]',
        '[digest]\nunsubscribe = "https://x.example\\n"',
        '[crawler]\ncontact = "me\\nX-Other: 1"',
        '[portals]\nted = "http://x.example/\\n"',
    ],
)
def test_line_break_in_a_setting_is_said_in_a_line(lines: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "svmonitor.toml").write_text(lines, encoding="utf-8")
    commands = ["status"] if "portals" not in lines and "crawler" not in lines else ["crawl", "ted"]
    assert svm(*commands, "--home", str(home)) == 2
    assert re.fullmatch(r"svmonitor: setting .+\n", capsys.readouterr().err)


def test_sender_may_have_a_name(home: Path) -> None:
    (home / "svmonitor.toml").write_text('[smtp]\nsender = "Wächter <m@monitor.example>"', encoding="utf-8")
    assert svm("status", "--home", str(home)) == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/a\nb", "http://[::1", "ftp://x", "http://x/é", "hook"])
def test_webhook_that_is_no_address_is_said_in_a_line(
    url: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SVMONITOR_WEBHOOK", url)
    assert svm("notify", "--test", "--home", str(home)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_mail_server_of_an_impossible_name_is_said_in_a_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "svmonitor.toml").write_text(
        f'[smtp]\nhost = "a..{"b" * 80}"\nsender = "m@x.example"\n[notify]\nemails = ["a@b.example"]'
    )
    assert svm("notify", "--test", "--home", str(home)) == 1
    assert "not sent" in capsys.readouterr().err


# -- files of other people ---------------------------------------------------------------------------------------------


@contextmanager
def nobody() -> Iterator[None]:
    """Be another user for the time of the block; needs root."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def given_away(home: Path) -> Path:
    """A home that belongs to nobody, as to a service."""
    os.chmod(home.parent, 0o755)  # noqa: PTH101
    parents = [folder for folder in home.parents if str(folder).startswith("/tmp/")]
    for folder in parents:
        folder.chmod(0o755)
    for path in [home, *home.rglob("*")]:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    return home


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("server/writer.lock", ["publish"]),
        ("monitor.duckdb", ["publish"]),
        ("published/.snapshots", ["publish"]),
        ("published/site", ["report"]),
    ],
)
def test_file_of_root_is_named_with_what_gives_it_back(
    name: str, command: list[str], given_away: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = given_away / name
    if name == "published/site":
        path.mkdir()
    os.chown(path, 0, 0)
    path.chmod(0o755 if path.is_dir() else 0o644)
    with nobody():
        assert svm(*command, "--home", str(given_away)) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    mend = f"`sudo chown -R nobody: {given_away.resolve()}` gives it back to nobody"
    assert last == f"svmonitor: {path} belongs to root: {mend}"


def test_home_that_is_all_ours_or_all_roots_needs_no_advice(given_away: Path) -> None:
    assert ownership.advice(given_away) == ""
    with nobody():
        assert ownership.advice(given_away) == ""


# -- broken databases --------------------------------------------------------------------------------------------------


def overwrite(path: Path, offset: int, count: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(os.urandom(count))


@pytest.mark.parametrize(("command", "offset"), [("status", 100), ("publish", 4096), ("classify", 12288)])
def test_damaged_database_is_said_with_what_mends_it(
    command: str, offset: int, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "landing").mkdir()
    overwrite(home / "monitor.duckdb", offset, (home / "monitor.duckdb").stat().st_size - offset)
    assert svm(command, "--home", str(home)) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "is damaged" in said[0]
    assert "svmonitor rebuild" in said[0]


@pytest.mark.long("test_home_of_any_name_is_rebuilt")
def test_damaged_database_of_files_given_by_hand_is_made_anew(home: Path, notices: Path) -> None:
    overwrite(home / "monitor.duckdb", 12288, (home / "monitor.duckdb").stat().st_size - 12288)
    assert svm("rebuild", "--home", str(home)) == 2
    assert svm("rebuild", str(notices), "--home", str(home)) == 0


def test_damaged_snapshot_is_said_with_what_mends_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = (home / "published" / "monitor.duckdb").resolve()
    path.chmod(0o644)
    overwrite(path, 12288, path.stat().st_size - 12288)
    assert svm("query", "headline", "--home", str(home)) == 2
    assert "svmonitor publish" in capsys.readouterr().err
