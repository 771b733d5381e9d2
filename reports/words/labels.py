"""Plain words for the codes of the tables: those of pages from reports/data, those of the field from store."""

import csv
from functools import cache
from importlib.resources import files

from store.reference.tables import reference_rows

# Lists of store/reference/codes that give codes their titles: file, group (or the column that names it), code column.
NAMES = ("London", "Welsh", "Scottish")  # words of labels that keep their capital
CODE_LISTS = (
    ("vocabulary", None, "term"),
    ("sources", "source", "source"),
    ("authority_kinds", "authority_kind", "kind"),
)


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Rows of reports/data/<name>.csv."""
    text = files("reports").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _labels() -> dict[tuple[str, str], tuple[str, str]]:
    """Label and meaning by group and code."""
    found = {(row["group"], row["code"]): (row["label"], row["meaning"]) for row in rows("labels")}
    for name, group, code in CODE_LISTS:
        found |= {
            (group or row["vocabulary"], row[code]): (row["title"], "") for row in reference_rows(f"codes/{name}")
        }
    found |= {("cpv", row["division"]): (row["title"], "") for row in rows("cpv_divisions")}
    for row in rows("topics"):
        found[row["group"], row["code"]] = (found[row["group"], row["code"]][0], row["meaning"])
    found |= {("fault", row["code"]): (row["code"], row["meaning"]) for row in reference_rows("codes/issue_codes")}
    return found


def label(code: str | None, group: str) -> str:
    """Label of a code; a code that has none is put in words as it stands, and None is "Not known"."""
    if not code:
        return "Not known"
    if (group, code) in _labels():
        return _labels()[group, code][0]
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def label_within(code: str | None, group: str) -> str:
    """Label of a code as it stands within a sentence: without a capital, unless it is a name or made of initials."""
    found = label(code, group)
    first = found.split(" ", 1)[0]
    return found if first in NAMES or first[1:2].isupper() else found[:1].lower() + found[1:]


def meaning(code: str, group: str) -> str:
    """What a code means, in a sentence; empty when it needs none."""
    return _labels().get((group, code), ("", ""))[1]


def codes(group: str) -> list[str]:
    """Codes of a group, in the order they are shown."""
    return [code for known_group, code in _labels() if known_group == group]
