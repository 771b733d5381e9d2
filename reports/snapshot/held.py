"""Editions that are held back, and those a person released: what `published/hold.json` beside the site says."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import orjson

from reports.errors import ReportError
from reports.snapshot.weeks import Week


@dataclass(frozen=True)
class HeldEdition:
    """An edition that is due and not out: its week and why, a sentence each."""

    week: Week
    reasons: list[str]

    @property
    def first_day(self) -> date:
        """The Monday."""
        return self.week.first_day

    @property
    def last_day(self) -> date:
        """The Sunday."""
        return self.week.first_day + timedelta(days=6)


@dataclass(frozen=True)
class Gate:
    """Editions held back, oldest first, and the statement printed in each edition that a person released."""

    held: tuple[HeldEdition, ...] = ()
    released: tuple[tuple[str, str], ...] = ()

    def statement(self, week: str) -> str:
        """Why the edition of a week went out as it is; empty when nobody had to release it."""
        return dict(self.released).get(week, "")


def read_gate(site: Path) -> Gate:
    """The state of the gate beside a site; nothing held when there is none. Raises ReportError when unreadable."""
    path = site.parent / "hold.json"
    try:
        told = orjson.loads(path.read_bytes())
        held = [HeldEdition(Week.parse(hold["week"]), list(hold["reasons"])) for hold in told["holds"]]
        released = [
            (row["week"], f"It had been held back: {'; '.join(row['held_for'])}. Reason given: {row['reason']}")
            for row in told["releases"]
        ]
    except FileNotFoundError:
        return Gate()
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise ReportError(f"{path} cannot be read: move it away and run 'svmonitor report' again") from None
    return Gate(tuple(sorted(held, key=lambda item: item.week)), tuple(released))
