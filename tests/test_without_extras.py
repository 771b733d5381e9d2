"""The whole way goes without what only tests, or extras that are off by default, install."""

import os
import subprocess
import sys
from pathlib import Path

import orjson

from tests.store.ingest.notices import release

ROOT = Path(__file__).resolve().parents[1]
ABSENT = ("pyiceberg", "pyarrow", "sqlalchemy", "psycopg2", "polars", "moto", "boto3", "playwright", "hypothesis")
COMMANDS = (
    "ingest {file}", "classify", "publish", "report", "publish --whole", "status", "query headline", "why {ocid}",
    "digest --dry-run {home}/mails",
)  # fmt: skip
# All in one process: what is absent is so from its start, and a command of its own each would begin nine interpreters.
PROGRAM = """
import sys
for name in sys.argv[1].split():
    sys.modules[name] = None
import svmonitor
from reports.snapshot import directory
from store.reference.known_bodies import known_bodies
directory.known_bodies = lambda: known_bodies()[:12]  # a page for each of two thousand would take long
for command in sys.argv[2:]:
    print(f"{svmonitor.main(command.split())}\\t{command}", file=sys.stderr)
"""


def test_no_command_needs_what_is_not_installed(tmp_path: Path) -> None:
    given = release(1)
    file = tmp_path / "given.json"
    file.write_bytes(orjson.dumps({"releases": [given]}))
    commands = [
        f"{command.format(file=file, ocid=given['ocid'], home=tmp_path)} --home {tmp_path / 'home'}"
        for command in COMMANDS
    ]
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, " ".join(ABSENT), *commands],
        env=os.environ, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [line.split("\t") for line in ran.stderr.splitlines() if "\t" in line]
    assert [command for _, command in told] == commands, ran.stderr
    assert [command for code, command in told if code not in {"0", "1"}] == [], ran.stderr
    assert "fault of the program" not in ran.stderr
