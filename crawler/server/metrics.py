"""The figures of /metrics as Prometheus' text: jobs by the journal, alarms, data by the last look at the snapshot."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from crawler.server.alarms.findings import read_findings
from crawler.server.alarms.health import alarms, free_bytes, held_editions
from crawler.server.alarms.texts import alarm_kinds
from crawler.server.journal import durations, last_endings, last_successes, read_journal
from crawler.server.settings import Health

Samples = list[tuple[dict[str, str], float]]

# Help and label of each metric.
_GAUGES = {
    "job_last_success_timestamp_seconds": ("When a job was last done.", "job"),
    "job_last_end_timestamp_seconds": ("When a job last ended, however.", "job"),
    "job_last_ok": ("1 when the last run of a job was done, else 0.", "job"),
    "job_duration_seconds": ("How long the last run of a job took.", "job"),
    "alarms": ("Alarms that hold now, by kind; those from the data as the last look at them found.", "kind"),
    "needs_person": ("1 when an alarm holds, as `svmonitor status` ends with 1, else 0.", None),
    "editions_held": ("Editions held back.", None),
    "disk_free_bytes": ("Free space on the disk of the home.", None),
    "data_timestamp_seconds": ("When the figures below were read from the published data.", None),
    "completeness_ratio": ("Share of the last whole week of a portal that is proven complete.", "source"),
    "notices": ("Notices held, by portal.", "source"),
    "faults": ("Faults in the data, by level.", "level"),
    "data_until_timestamp_seconds": ("Until when the published data reach.", None),
}


def metrics(home: Path, settings: Health, now: datetime) -> bytes:
    """The text."""
    registry = CollectorRegistry()
    for name, samples in {**_own_samples(home, settings, now), **_data_samples(home)}.items():
        text, label = _GAUGES[name]
        gauge = Gauge(f"svmonitor_{name}", text, [label] if label else [], registry=registry)
        for labels, value in samples:
            (gauge.labels(**labels) if label else gauge).set(value)
    return generate_latest(registry)


def _own_samples(home: Path, settings: Health, now: datetime) -> dict[str, Samples]:
    journal = read_journal(home, now)
    ends, successes = last_endings(journal), last_successes(journal)
    found = alarms(home, settings, now)
    kinds = Counter(alarm.kind for alarm in found)
    return {
        "job_last_success_timestamp_seconds": [({"job": job}, e.at.timestamp()) for job, e in successes.items()],
        "job_last_end_timestamp_seconds": [({"job": job}, e.at.timestamp()) for job, e in ends.items()],
        "job_last_ok": [({"job": job}, float(e.event == "done")) for job, e in ends.items()],
        "job_duration_seconds": [({"job": job}, seconds) for job, seconds in durations(journal).items()],
        "alarms": [({"kind": kind}, float(kinds[kind])) for kind in alarm_kinds()],
        "needs_person": [({}, float(bool(found)))],
        "editions_held": [({}, float(len(held_editions(home))))],
        "disk_free_bytes": [({}, float(free_bytes(home)))],
    }


def _data_samples(home: Path) -> dict[str, Samples]:
    findings = read_findings(home)
    found = findings.metrics.items() if findings else ()
    return {name: [(row["labels"], float(row["value"])) for row in rows] for name, rows in found if name in _GAUGES}
