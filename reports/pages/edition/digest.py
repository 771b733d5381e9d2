"""The e-mail of an edition: made and frozen with it, as `digest.json`; the front door sends it."""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from reports.errors import ReportError
from reports.pages.parts.record import Record
from reports.pages.parts.render import environment
from reports.pages.sentences import edition as findings
from reports.publisher import Publisher
from reports.snapshot.edition import Edition, Notice
from store.weeks import Week

FILE = "digest.json"
MOST_NOTICES = 12


@dataclass(frozen=True)
class Digest:
    """One e-mail: the week, its subject, and the same words as plain text and as HTML with all styles inline."""

    week: str
    subject: str
    text: str
    html: str

    def as_json(self) -> bytes:
        """The text of digest.json."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def make_digest(edition: Edition, record: Record, publisher: Publisher, notices: list[Notice]) -> Digest:
    """The e-mail of an edition: the finding, the counts, a list of notices, then each with its sentence."""
    mark = "Sample data: " if edition.cut.is_sample else ""
    values = {
        "e": edition,
        "record": record,
        "title": findings.title(edition),
        "finding": findings.sentence(edition),
        "changed": findings.change_sentence(edition),
        "themes_finding": findings.themes_sentence(edition.themes, edition.theme_ratio, edition.year),
        "notices": notices[:MOST_NOTICES],
        "more": max(0, len(notices) - MOST_NOTICES),
        "address": publisher.address(f"{record.folder}/index.html", ""),
        "publisher": publisher,
    }
    templates = environment()
    text = templates.get_template("digest.txt").render(**values)
    return Digest(
        week=record.week,
        subject=f"{mark}{record.title} ({record.week})",
        text="\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n",
        html=templates.get_template("digest.html").render(**values),
    )


def digest_of(site: Path, week: str | None) -> Digest | None:
    """The e-mail of the edition of a week, by default of the latest; None when there is no edition at all.

    Raises:
        ReportError: there is no edition of that week, or its e-mail is damaged.
        StoreError: `week` is not a week.
    """
    editions = site / "editions"
    names = sorted(path.parent.name for path in editions.glob(f"*/{FILE}"))
    if not names and week is None:
        return None
    name = Week.parse(week).name if week else names[-1]
    found = read_digest(editions / name)
    if found is None:
        raise ReportError(f"there is no edition of {name} to send: run 'svmonitor report --week {name}' first")
    return found


def read_digest(folder: Path) -> Digest | None:
    """The e-mail kept in the folder of an edition; None when there is none. Raises ReportError when it is damaged."""
    path = folder / FILE
    try:
        return Digest(**orjson.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (orjson.JSONDecodeError, TypeError):
        raise ReportError(f"{path} is no e-mail of an edition: run 'svmonitor report' again") from None
