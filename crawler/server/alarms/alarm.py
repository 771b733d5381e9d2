"""What an alarm is: something about a home that a person should know."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from crawler.logs import scrub


@dataclass(frozen=True)
class Alarm:
    """Something a person should know.

    Attributes:
        kind: which message is sent, from crawler/server/alarms/alarms.toml.
        subject: what it is about: a portal, a job, a week.
        since: since when it is so.
        facts: what the message says besides, by name.
    """

    kind: str
    subject: str
    since: datetime
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What makes two alarms the same one."""
        return f"{self.kind}:{self.subject}"

    def as_row(self) -> dict[str, Any]:
        """The alarm as it stands in records; a portal's words in it may name a person and are cleared."""
        facts = {name: scrub(str(value)) for name, value in self.facts.items()}
        return {"kind": self.kind, "subject": self.subject, "since": self.since.isoformat(), "facts": facts}

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """The alarm of a record. Raises KeyError, TypeError or ValueError when it is none."""
        return cls(row["kind"], row["subject"], datetime.fromisoformat(row["since"]), dict(row["facts"]))
