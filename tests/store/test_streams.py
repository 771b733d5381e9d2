"""Streams that are closed before a command begins: told, and no file of the home ever takes their place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENVIRON = os.environ | {"PYTHONPATH": str(ROOT)}


def begun(redirection: str, script: str) -> subprocess.CompletedProcess[str]:
    command = f'exec "$0" -c "$1" {redirection}'
    return subprocess.run(
        ["sh", "-c", command, sys.executable, script], env=ENVIRON, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("redirection", ["", "<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_place_of_a_stream(redirection: str) -> None:
    script = (
        "import os, sys; from store.commands.streams import occupy_closed\n"
        "occupy_closed(); held = open(os.devnull)\nsys.exit(0 if held.fileno() > 2 else 1)"
    )
    assert begun(redirection, script).returncode == 0


def test_messages_do_not_get_into_the_data_when_standard_error_is_closed() -> None:
    script = (
        "from store.commands.streams import occupy_closed; from store.commands.saying import say\n"
        "occupy_closed(); say('a message'); print('data')"
    )
    assert begun("2>&-", script).stdout == "data\n"


@pytest.mark.parametrize("options", [[], ["--jsonl"], ["--ocds"]])
def test_judging_from_a_closed_input_is_one_line(options: list[str]) -> None:
    script = f"import sys, svmonitor; sys.exit(svmonitor.main(['judge', *{options}]))"
    done = begun("<&-", script)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "svmonitor: standard input is closed, so that nothing can be read from it: name a file"
    ]


def test_input_that_is_open_is_read() -> None:
    script = (
        "from store.commands.streams import occupy_closed, standard_input\n"
        "occupy_closed(); print(len(standard_input().read()))"
    )
    assert begun("</dev/null", script).stdout == "0\n"
