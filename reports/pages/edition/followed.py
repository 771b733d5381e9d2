"""New this week at the bodies a reader follows: an e-mail of its own, or the end of that of the edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.errors import ReportError
from reports.find import find_body
from reports.pages.bodies.search import findable
from reports.pages.edition.digest import Digest
from reports.pages.parts.render import environment
from reports.publisher import Publisher
from reports.snapshot.authorities import load_authorities
from reports.snapshot.directory import address_of
from reports.snapshot.load import fetch, load_cut
from store.weeks import Week

MOST = 40  # procurements in one e-mail


@dataclass(frozen=True)
class News:
    """What is new in one week at some bodies, as plain text and as part of an HTML message."""

    week: str
    subject: str
    text: str
    part: str

    def alone(self) -> Digest:
        """An e-mail of nothing else."""
        html = environment().get_template("followed_alone.html").render(news=self)
        return Digest(self.week, self.subject, self.text, html)

    def added_to(self, digest: Digest) -> Digest:
        """The e-mail of the edition with this at its end, so that nobody gets two."""
        html = digest.html.replace("</body>", f"{self.part}</body>", 1)
        return Digest(digest.week, digest.subject, f"{digest.text}\n{self.text}", html)


def news_of(
    con: DuckDBPyConnection, names: Sequence[str], week: str, publisher: Publisher
) -> tuple[News | None, set[str]]:
    """What the bodies of these names opened in a week, and a line for each name that is of no body, or of several.

    News are None when they opened nothing.
    """
    cut = load_cut(con)
    bodies = findable(load_authorities(con))
    followed: dict[str, str] = {}
    unknown: set[str] = set()
    for name in names:
        try:
            body = find_body(name, bodies)
            followed[body.authority_id] = body.name
        except ReportError as error:
            unknown.add(str(error))
    rows = fetch(con, "edition/followed_notices", week=week, authority_ids=list(followed))
    if not rows:
        return None, unknown
    groups = [
        {
            "name": followed[ident],
            "address": publisher.address(f"{address_of(ident)}/index.html", ""),
            "rows": list(own),
        }
        for ident, own in groupby(rows[:MOST], key=lambda row: str(row["authority_id"]))
    ]
    met = {str(row["authority_id"]) for row in rows}
    values: dict[str, Any] = {
        "cut": cut, "groups": groups, "week": Week.parse(week), "more": max(0, len(rows) - MOST),
        "quiet": sorted(name for ident, name in followed.items() if ident not in met),
    }  # fmt: skip
    mark = "Sample data: " if cut.is_sample else ""
    templates = environment()
    text = templates.get_template("followed.txt").render(**values)
    count = "1 procurement" if len(rows) == 1 else f"{len(rows)} procurements"
    news = News(
        week=week,
        subject=f"{mark}New this week at the bodies you follow: {count} ({week})",
        text="\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n",
        part=templates.get_template("followed.html").render(**values),
    )
    return news, unknown
