"""The register of faults and the faults that are raised are the same."""

import re
from pathlib import Path

import store
from store.ingest.issues import DATA_LIMIT, LEVELS, Issue, shown

HERE = Path(store.__file__).parent
RAISED = re.compile(
    r"(?:Issue|Fault|note|notes\.add)\(\s*\"([a-z_]+)\"|^_CODE = \"([a-z_]+)\"|'edited_notice' AS code", re.MULTILINE
)


def raised() -> set[str]:
    found = set()
    for path in [*HERE.rglob("*.py"), HERE / "sql" / "ingest/merge.sql"]:
        found |= {match[1] or match[2] or "edited_notice" for match in RAISED.finditer(path.read_text())}
    return found


def test_register_and_program_name_the_same_faults() -> None:
    assert raised() == set(LEVELS)


def test_level_is_that_of_the_register() -> None:
    assert Issue("truncated_json", "cut").level == "error"


def test_levels_are_two() -> None:
    assert set(LEVELS.values()) == {"error", "warning"}


def test_shown_value_is_short_and_without_contact_details() -> None:
    assert shown("pat@marlbrook.example " + "x" * 1000) == "[e-mail removed] " + "x" * (DATA_LIMIT - 17)
