"""Lines that commands print agree with their counts: 0 labels, 1 label, 2 labels."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.completeness.verdict import Verdict
from crawler.text.counts import by_count, how_many
from store.judging import LevelChange, change_lines
from store.publish.run import PublishSummary

ROOT = Path(__file__).resolve().parents[1]
# Where a count is written beside a word that is always of many: limits of the program, and counts that are two or more.
ALWAYS_MANY = re.compile(
    r"limits\.|\b_?MOST_|SHOWN|_LEAST|len\((?:before|found|entries|lines|names|values)\)|bad \+ good"
    r"|limit:,|int\(length\)|total //"
)
PLURAL = re.compile(r"^ (?:[a-z]+ )?[a-z]{2,}s\b(?<!ss)(?<!of its)(?<! was)(?<! is)(?<!times)(?<! leads)")
# Of several alone: one is said in another way, or is no fault.
SEVERAL = ("ledger_alarms.py", "derive/changes.py", "store/query.py")
ROOMS = ("svmonitor.py", "crawler", "store")


def files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py")) if (ROOT / room).is_dir() else [ROOT / room]


def counted(part: ast.expr) -> bool:
    """Whether a part of a text is a count: written with commas, the length of something, or called a count."""
    if not isinstance(part, ast.FormattedValue):
        return False
    spec = ast.unparse(part.format_spec) if part.format_spec else ""
    return "," in spec or re.search(r"\blen\(|count\b", ast.unparse(part.value)) is not None


def unlike(path: Path) -> Iterator[str]:
    """Texts in which a count stands before a plural."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        for part, behind in zip(node.values, node.values[1:], strict=False):
            if not counted(part) or not isinstance(behind, ast.Constant):
                continue
            written = ast.unparse(part)
            if PLURAL.search(str(behind.value)) and not ALWAYS_MANY.search(written):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {written}{behind.value!s}"


def test_no_text_of_a_command_has_a_count_before_a_bare_plural() -> None:
    read = [path for path in files() if not str(path).endswith(SEVERAL)]
    assert [found for path in read for found in unlike(path)] == []


@pytest.mark.parametrize(
    "line", ['f"{done.count} labels"', 'f"took in {n:,} new rows of it"', 'f"{len(x)} processes to label"']
)
def test_such_a_text_is_found(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_printed_counts.ROOT", tmp_path)
    (tmp_path / "a.py").write_text(f"def f(done, n, x):\n    return {line}\n")
    assert list(unlike(tmp_path / "a.py"))


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 bodies are"), (1, "1 body is"), (2, "2 bodies are"), (1000, "1,000 bodies are")]
)
def test_word_and_verb_agree(count: int, said: str) -> None:
    assert f"{how_many(count, 'body', 'bodies')} {by_count(count, 'is', 'are')}" == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 processes"), (1, "1 process"), (2, "2 processes")])
def test_what_was_published(count: int, said: str) -> None:
    summary = PublishSummary(count, count, count, "1.0.0", Path())
    assert (
        summary.sentence()
        == f"published {said}: {count} in scope of the Act, {count} of those with evidence of social value"
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 windows complete, 0 not; 0 releases"),
        (1, "1 window complete, 1 not; 1 release"),
        (2, "2 windows complete, 2 not; 2 releases"),
    ],
)
def test_how_a_crawl_ended(count: int, said: str) -> None:
    verdict = Verdict.model_construct(
        source="a_portal", windows_complete=count, windows_incomplete=count, windows_failed=0, releases=count,
        is_ok=True, is_unreachable=False, documents=None, errors=[], finish_reason="finished", ended_at=None,
    )  # fmt: skip
    assert said in verdict.sentence()


@pytest.mark.parametrize(("count", "said"), [(1, "1 process changed level"), (2, "2 processes changed level")])
def test_what_changed_level(count: int, said: str) -> None:
    change = LevelChange("p", "R0", "R3", None, "rule")
    assert next(iter(change_lines([change] * count))).startswith(said)
