"""The figures of /metrics as Prometheus' text: jobs from the journal, data from the last look at the snapshot."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from crawler.files import write_whole
from crawler.server.alarm_texts import alarm_kinds
from crawler.server.alarms import durations, free_bytes, held_editions, known_alarms, last_endings, last_successes
from crawler.server.journal import read_journal
from crawler.server.settings import Health

# Name, type and help of each metric; the labels are in the samples.
_HELP = {
    "job_last_success_timestamp_seconds": "When a job was last done.",
    "job_last_end_timestamp_seconds": "When a job last ended, however.",
    "job_last_ok": "1 when the last run of a job was done, else 0.",
    "job_duration_seconds": "How long the last run of a job took.",
    "alarms": "Alarms that hold now, by kind; those from the data as the last look at them found.",
    "editions_held": "Editions held back.",
    "disk_free_bytes": "Free space on the disk of the home.",
    "data_timestamp_seconds": "When the figures below were read from the published data.",
    "completeness_ratio": "Share of the last whole week of a portal that is proven complete.",
    "notices": "Notices held, by portal.",
    "faults": "Faults in the data, by level.",
    "data_until_timestamp_seconds": "Until when the published data reach.",
}


def facts_path(home: Path) -> Path:
    """Where `svmonitor notify` leaves what it has read from the snapshot; the scheduler opens no database."""
    return home / "server" / "facts.json"


def write_facts(home: Path, facts: Mapping[str, Any]) -> None:
    """Keep figures for /metrics: metric name to a list of `{"labels": {...}, "value": number}`.

    Raises:
        OSError: the file cannot be written; the one before stays.
    """
    write_whole(facts_path(home), orjson.dumps(facts))


def metrics(home: Path, settings: Health, now: datetime) -> str:
    """The text."""
    samples = {**_job_samples(home, settings, now), **_data_samples(home)}
    return "".join(line + "\n" for name, rows in samples.items() for line in _lines(name, rows))


def _job_samples(home: Path, settings: Health, now: datetime) -> dict[str, list[tuple[dict[str, str], float]]]:
    journal = read_journal(home)
    ends, successes = last_endings(journal), last_successes(journal)
    kinds = Counter(kind for kind, _ in known_alarms(home, settings, now))
    return {
        "job_last_success_timestamp_seconds": [({"job": job}, e.at.timestamp()) for job, e in successes.items()],
        "job_last_end_timestamp_seconds": [({"job": job}, e.at.timestamp()) for job, e in ends.items()],
        "job_last_ok": [({"job": job}, float(e.event == "done")) for job, e in ends.items()],
        "job_duration_seconds": [({"job": job}, seconds) for job, seconds in durations(journal).items()],
        "alarms": [({"kind": kind}, float(kinds[kind])) for kind in alarm_kinds()],
        "editions_held": [({}, float(len(held_editions(home))))],
        "disk_free_bytes": [({}, float(free_bytes(home)))],
    }


def _data_samples(home: Path) -> dict[str, list[tuple[dict[str, str], float]]]:
    try:
        facts = orjson.loads(facts_path(home).read_bytes())
        return {
            name: [(row["labels"], float(row["value"])) for row in rows]
            for name, rows in facts.items()
            if name in _HELP
        }
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return {}


def _lines(name: str, rows: list[tuple[dict[str, str], float]]) -> Iterator[str]:
    full = f"svmonitor_{name}"
    yield f"# HELP {full} {_HELP[name]}"
    yield f"# TYPE {full} gauge"
    for labels, value in rows:
        inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in sorted(labels.items()))
        yield f"{full}{{{inside}}} {value:.6f}" if inside else f"{full} {value:.6f}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
