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
PROGRAM = """
import sys
for name in sys.argv.pop(1).split():
    sys.modules[name] = None
import svmonitor
sys.exit(svmonitor.main(sys.argv[1:]))
"""


def test_no_command_needs_what_is_not_installed(tmp_path: Path) -> None:
    given = release(1)
    file = tmp_path / "given.json"
    file.write_bytes(orjson.dumps({"releases": [given]}))
    for command in COMMANDS:
        words = command.format(file=file, ocid=given["ocid"], home=tmp_path).split()
        ran = subprocess.run(
            [sys.executable, "-c", PROGRAM, " ".join(ABSENT), *words, "--home", str(tmp_path / "home")],
            env=os.environ, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (command, ran.returncode in (0, 1), "fault of the program" in ran.stderr) == (command, True, False), (
            ran.stderr
        )
