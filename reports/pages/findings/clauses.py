"""The clause library, and the training pack that is drawn from it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_text
from reports.snapshot.load import fetch
from reports.words.labels import rows

Row = dict[str, Any]
Files = Iterator[tuple[str, str]]
NATIONS = ("England", "UK", "Wales", "Scotland", "Northern Ireland")
EXAMPLES = 3  # of each lesson
BEGINNING = 30  # letters
OPEN = 3  # clauses of each kind of benefit that stand unfolded

# What the examples of each lesson of reports/data/lessons.csv are like.
FITTING: dict[str, Callable[[Row], bool]] = {
    "spotting": lambda c: c["level"] in {"R2", "R2a", "R2b", "R2c"},
    "weights": lambda c: c["weight_pct"] is not None,
    "measures": lambda c: bool(c["standards"]),
    "wording": lambda c: "community_cohesion" in c["themes"] or "local_economy" in c["themes"],
    "lots": lambda c: " lot" in f" {c['text'].lower()}" or "proportion" in c["text"].lower(),
    "follow_up": lambda c: any(word in c["text"].lower() for word in ("report", "monitor", "quarter", "record")),
}


def load_clauses(con: DuckDBPyConnection) -> list[Row]:
    """The clauses most worth reusing, best first, each with a short name that stays."""
    return [row | {"anchor": f"c-{row['clause_id'][:10]}"} for row in fetch(con, "topics/clauses")]


def clause_files(con: DuckDBPyConnection, common: Common, clauses: Sequence[Row]) -> Files:
    """The clause library and its data."""
    total = fetch(con, "topics/clause_count")[0]["clauses"]
    options = {
        "nations": [nation for nation in NATIONS if any(clause["nation"] == nation for clause in clauses)],
        "themes": sorted({theme for clause in clauses for theme in clause["themes"]}),
        "services": sorted({clause["cpv_division"] for clause in clauses if clause["cpv_division"]}),
        "kinds": sorted({clause["authority_kind"] for clause in clauses if clause["authority_kind"]}),
        "levels": sorted({clause["level"] for clause in clauses}, reverse=True),
        "years": sorted({clause["published_year"] for clause in clauses if clause["published_year"]}, reverse=True),
    }
    values: Row = {"clauses": clauses, "total": total, "options": options, "groups": by_benefit(clauses), "open": OPEN}
    yield "clauses/index.html", common.page("clauses.html", 1, "clauses", section_page=True, **values)
    if clauses:
        told = [{name: value for name, value in clause.items() if name != "anchor"} for clause in clauses]
        yield "clauses/clauses.csv", csv_text(told, is_sample=common.cut.is_sample)


def by_benefit(clauses: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Clauses by the first kind of benefit that they name, the kind with most of them first, those of none at last."""
    groups: dict[str, list[Row]] = {}
    for clause in clauses:
        groups.setdefault(clause["themes"][0] if clause["themes"] else "", []).append(clause)
    return sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0]))


def training_files(common: Common, clauses: Sequence[Row]) -> Files:
    """Six lessons for commissioners, each with clauses of the library and an exercise; made to be printed."""
    used: set[str] = set()
    lessons = []
    for lesson in rows("lessons"):
        # One of each beginning: what many authorities word alike teaches no more by standing twice.
        fitting = {c["text"][:BEGINNING]: c for c in reversed(clauses) if FITTING[lesson["lesson"]](c)}
        examples = [c for beginning, c in reversed(fitting.items()) if beginning not in used][:EXAMPLES]
        used |= {clause["text"][:BEGINNING] for clause in examples}
        lessons.append({**lesson, "examples": examples})
    yield "training/index.html", common.page("training.html", 1, "training", section_page=True, lessons=lessons)
