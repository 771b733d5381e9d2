"""Odd calls: a mistake is one line whatever the name of a file holds, and a reader that goes away is no fault."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from svmonitor import fault_line, main

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["a\nb.jsonl", "a\r\nb.jsonl", 'it\'s "q"\n.jsonl', "a\u2028b.jsonl", "a\x0bb.jsonl"])
@pytest.mark.parametrize(
    "words",
    [
        ["evaluate", "--gold"],
        ["evaluate", "--processes"],
        ["train", "--labels"],
        ["registers", "load"],
        ["judge", "--jsonl"],
    ],
)
def test_a_name_with_line_breaks_is_told_in_one_line(
    tmp_path: Path, name: str, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("neither\n", encoding="utf-8")
    assert main([*words, name]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("option", ["--to", "--rows-to"])
def test_evaluate_tells_a_folder_before_it_counts(
    tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", option, str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"svmonitor: cannot write to {tmp_path}: Is a directory\n"


@pytest.mark.parametrize("code", [errno.EIO, errno.ESTALE, errno.EROFS, errno.EACCES])
def test_what_a_disk_says_is_no_fault_of_the_program(code: int) -> None:
    line, exit_code = fault_line(OSError(code, os.strerror(code)))
    assert (line, exit_code) == (f"svmonitor: a file cannot be read or written: {os.strerror(code)}", 2)


def test_other_faults_stay_those_of_the_program() -> None:
    with pytest.raises(FileExistsError) as raised:
        Path().mkdir()
    assert fault_line(raised.value)[1] == 3


@pytest.mark.parametrize("words", [["judge", "--jsonl", "many.jsonl"]])
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path, words: list[str]) -> None:
    lines = '{"id": "x", "text": "The supplier must deliver social value."}\n' * 3_000
    (tmp_path / "many.jsonl").write_text(lines, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "svmonitor", *words],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


def test_other_messages_of_a_file_name_a_place_only_where_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9")
    assert main(["judge", "--ocds", str(path)]) == 2
    assert ": : " not in capsys.readouterr().err
