"""The runbook has every message of the log with what it means and what to do, and none that the program cannot say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.server.alarms.texts import alarm_kinds

ROOT = Path(__file__).resolve().parents[1]
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
ERRORS = {
    "CrawlerError",
    "StoreError",
    "UnreadableError",
    "ReportError",
    "LakeError",
    "ConflictError",
    "PublishRefusedError",
    "RepeatedKeyError",
}
ROWS = [row.split(" | ") for row in RUNBOOK.splitlines() if row.startswith("| `")]
LISTED = {row[0].removeprefix("| `").removesuffix("`") for row in ROWS}


def template(node: ast.expr) -> str:
    """A message as the runbook writes it: `...` for what differs, no backticks, no leading name of the program."""
    if isinstance(node, ast.BinOp):
        return template(node.left) + template(node.right)
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "..." for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = re.sub(r"%(\.\d)?[sdgf]", "...", node.value)
    else:
        return "..."
    return text.replace("`", "")


def said_in(path: Path) -> Iterator[str]:
    """Templates of what a module logs, says or raises for a person."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.Return) and node.value is not None:
            yield from (text for text in map(template, parts(node.value)) if text.startswith("svmonitor: "))
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "logger":
            yield template(node.args[1 if called.attr == "log" else 0])
        elif isinstance(called, ast.Name) and called.id in ERRORS | {"say"}:
            yield template(node.args[0])


def parts(value: ast.expr) -> list[ast.expr]:
    """The values of a tuple, or the one value."""
    return value.elts if isinstance(value, ast.Tuple) else [value]


def messages() -> set[str]:
    files = [ROOT / "svmonitor.py", *(path for room in ("crawler", "store", "reports") for path in room_files(room))]
    found = {text for path in files for text in said_in(path)}
    return {text for text in found if re.search(r"[a-z]", text.replace("svmonitor: ", ""))}


def room_files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def plain(text: str) -> str:
    """Without the program's name, which stands before what a person did wrong."""
    return text if text == "svmonitor: not sent: ..." else text.removeprefix("svmonitor: ")


def test_every_message_stands_in_the_runbook() -> None:
    assert sorted({plain(text) for text in messages()} - {plain(text) for text in LISTED}) == []


def test_runbook_holds_no_message_that_is_never_said() -> None:
    always = {"...: ...", *alarm_kinds()}
    assert sorted({plain(text) for text in LISTED} - {plain(text) for text in messages()} - always) == []


@pytest.mark.parametrize("kind", sorted(alarm_kinds()))
def test_every_alarm_stands_in_the_runbook(kind: str) -> None:
    assert kind in LISTED


def test_every_row_has_meaning_and_action() -> None:
    assert [row[0] for row in ROWS if len(row) != 3 or not all(cell.strip(" |") for cell in row)] == []
