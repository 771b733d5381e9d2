"""The query that the documentation gives to recompute the headline gives the headline."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from store.query import list_queries
from tests.store.builders import rows
from tests.store.publish.figure_rows import filled

SCOPE = Path(__file__).resolve().parents[3] / "docs" / "scope.md"


def test_the_documented_query_and_the_named_one_give_the_same_headline() -> None:
    last = date(2026, 10, 4)
    processes: list[dict[str, Any]] = [
        {"level": "R3" if number % 3 == 0 else "R0", "opened_on": last - timedelta(days=5 * number)}
        for number in range(90)
    ]
    processes += [{"level": "R3", "source": "contracts_finder"}, {"level": "R3", "duplicate_of": "p0"}]
    processes += [{"level": "R3", "is_in_scope": None}, {"level": "R3", "is_in_scope": False}]
    documented = re.search(r"```sql\n(-- The headline by hand.*?)```", SCOPE.read_text(encoding="utf-8"), re.DOTALL)
    named = next(query for query in list_queries() if query.name == "headline")
    assert documented is not None
    with filled(processes) as con:
        (in_scope, with_evidence) = rows(con, documented[1])[0]
        headline = rows(con, f"SELECT in_scope, with_evidence FROM ({named.sql.rstrip().rstrip(';')})")[0]
    assert (in_scope, with_evidence) == headline
    assert 0 < with_evidence < in_scope < 90  # type: ignore[operator]
