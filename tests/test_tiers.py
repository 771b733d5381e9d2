"""The two tiers of the suite: whatever `make test` leaves to `make test-long`, it tries in a cheaper case itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
LONG = "pytest.mark.long"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> dict[str, Function]:
    """The tests of a module by name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {node.name: node for node in found if node.name.startswith("test_")}


def long_marks(function: Function) -> Iterator[ast.expr]:
    """The marks of a test that is long in all its cases."""
    for decorator in function.decorator_list:
        named = decorator.func if isinstance(decorator, ast.Call) else decorator
        if ast.unparse(named) == LONG:
            yield decorator


MODULES = [
    path
    for path in sorted(TESTS.rglob("test_*.py"))
    if LONG in path.read_text(encoding="utf-8") and path.name != "test_tiers.py"
]


def wanting(path: Path) -> list[str]:
    """Tests that are long in all their cases and name no cheaper test of their module."""
    tests = functions(path)
    cheap = {name for name, function in tests.items() if not list(long_marks(function))}
    return [
        name
        for name, function in tests.items()
        for mark in long_marks(function)
        if not (isinstance(mark, ast.Call) and mark.args and {ast.literal_eval(each) for each in mark.args} <= cheap)
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_is_long_names_what_proves_it_in_less_time(path: Path) -> None:
    assert wanting(path) == []


@pytest.mark.parametrize(
    ("marked", "missing"),
    [
        ('@pytest.mark.long("test_short")', []),
        ('@pytest.mark.long("test_wide")', ["test_wide"]),
        ('@pytest.mark.long("test_gone")', ["test_wide"]),
        ("@pytest.mark.long()", ["test_wide"]),
        ("@pytest.mark.long", ["test_wide"]),
    ],
)
def test_a_mark_that_names_none_is_found(tmp_path: Path, marked: str, missing: list[str]) -> None:
    path = tmp_path / "test_made.py"
    path.write_text(f"import pytest\n\n{marked}\ndef test_wide(): pass\n\ndef test_short(): pass\n")
    assert wanting(path) == missing


def test_the_makefile_runs_each_tier() -> None:
    text = (TESTS.parent / "Makefile").read_text(encoding="utf-8")
    commands = {target: text.partition(f"\n{target}:")[2].partition("\n\n")[0] for target in ("test", "test-long")}
    assert '-m "not long"' in commands["test"]
    assert "pytest -m long" in commands["test-long"]
