"""What the last look at the published data has found: alarms and figures, kept in `server/facts.json`.

Whoever publishes, tells people or is asked for the status looks at a new snapshot; the scheduler, which opens no
database, reads what was found.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from crawler.home.files import write_whole
from crawler.server.alarms.alarm import Alarm

Metrics = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Findings:
    """What was seen in one snapshot.

    Attributes:
        published_at: when it was published.
        alarms: what a person should know of it.
        metrics: figures for machines: metric to its samples, each with `labels` and `value`.
    """

    published_at: datetime
    alarms: list[Alarm] = field(default_factory=list)
    metrics: Metrics = field(default_factory=dict)


def findings_path(home: Path) -> Path:
    """Where they are kept."""
    return home / "server" / "facts.json"


def write_findings(home: Path, findings: Findings) -> None:
    """Keep what was found.

    Raises:
        OSError: the file cannot be written; the one before stays.
    """
    row = {
        "published_at": findings.published_at.isoformat(),
        "alarms": [alarm.as_row() for alarm in findings.alarms],
        "metrics": findings.metrics,
    }
    write_whole(findings_path(home), orjson.dumps(row))


def read_findings(home: Path) -> Findings | None:
    """What was found last; None when nobody has looked yet, or the record is of an older version."""
    try:
        row = orjson.loads(findings_path(home).read_bytes())
        alarms = [Alarm.from_row(alarm) for alarm in row["alarms"]]
        return Findings(datetime.fromisoformat(row["published_at"]), alarms, row["metrics"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
