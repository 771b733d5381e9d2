"""What is said when a query of the report fails: a disk that is full is no damaged snapshot."""

import duckdb
import pytest

from reports.snapshot.load import unreadable

ASYNC = (
    'IO Error: Async write failed for range [offset=22114819, size=1]: {"exception_type":"IO","exception_message":'
    '"Could not write file \\"/tmp/svmonitor-x/rows.csv\\": File too large","errno":"27"}'
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (ASYNC, " in /tmp/svmonitor-x: File too large"),
        (ASYNC.replace("File too large", "No space left on device"), " in /tmp/svmonitor-x: No space left on device"),
        (f"{ASYNC}\nLINE 2", " in /tmp/svmonitor-x: File too large"),
        ('IO Error: Could not write file "/a b/c.csv": File too large', " in /a b: File too large"),
        ('IO Error: Could not write all bytes to file "/t/x.tmp": No space left on device', " in /t: No space left"),
        ("IO Error: Failed to offload data block: No space left on device", ": No space left on device"),
        ("IO Error: Could not truncate file: Disk quota exceeded", ": Disk quota exceeded"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_as_such(words: str, expected: str) -> None:
    said = str(unreadable(duckdb.IOException(words)))
    assert said.startswith(f"what the report is made from cannot be written{expected}")
    assert said.endswith("make room there")
    assert "\n" not in said


@pytest.mark.parametrize(
    "words",
    [
        "Corrupt database file: computed checksum 1 does not match stored checksum 2 in block at location 0",
        "Catalog Error: Table with name x does not exist!\nDid you mean y?",
        'IO Error: Could not read enough bytes from file "/x"',
    ],
)
def test_all_else_is_a_snapshot_that_cannot_be_read(words: str) -> None:
    said = str(unreadable(duckdb.Error(words)))
    assert said == f"the published snapshot cannot be read ({words.splitlines()[0]}): run 'svmonitor publish' again"
