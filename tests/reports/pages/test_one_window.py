"""Every page tells of one window: the 12 months to the newest week that is over, whatever came after it."""

import re
from datetime import date
from pathlib import Path

import pytest

from reports.brief import brief_html
from reports.pages.bodies.search import findable
from reports.publisher import Publisher
from reports.run import report
from reports.snapshot.authorities import load_authorities
from tests.reports.builders import process, snapshot_of
from tests.reports.figures_of_periods import add_awards, add_delivery, add_figures

pytestmark = pytest.mark.usefixtures("_light_charts")

WINDOW = re.compile(r"(?:weeks|12 months) to (\d{1,2} \w+ \d{4})")
# Data that end with the week, in the middle of the next one, and with awards weeks after the last tender.
REACHES = {
    "with the week": "2026-11-23T00:00:00+00:00",
    "on a Wednesday": "2026-11-26T00:00:00+00:00",
    "with a later award": "2026-12-18T15:30:00+00:00",
    "with an award of the next year": "2027-02-03T00:00:00+00:00",
}


def windows_of(site: Path) -> dict[str, set[str]]:
    """The last days of windows that each page names, but for frozen editions and what an older method gave."""
    found = {}
    for path in site.rglob("*.html"):
        place = str(path.relative_to(site))
        days = set(WINDOW.findall(path.read_text(encoding="utf-8")))
        if days and not place.startswith(("editions/2", "method/accuracy")):
            found[place] = days
    return found


@pytest.mark.parametrize("until", REACHES.values(), ids=REACHES)
def test_every_page_names_one_window(tmp_path: Path, until: str) -> None:
    rows = [
        process(
            number, "R3" if number % 3 else "R0", authority_id=f"body-{number % 3}", authority_name=f"B {number % 3}"
        )
        for number in range(1, 41)
    ]
    with snapshot_of(rows, data_until=until) as con:
        for add in (add_figures, add_awards, add_delivery):
            add(con)
        report(con, tmp_path)
        found = windows_of(tmp_path)
        bodies = load_authorities(con)
        everyone = {body.has_notices: body for body in findable(bodies)}
        briefs = [brief_html(con, body, bodies, Publisher()) for body in everyone.values()]
    told = {"authorities/body-0/index.html", "kinds/unitary/index.html", "authorities/index.html", "kinds/index.html"}
    assert told <= set(found), sorted(found)
    assert {place: days for place, days in found.items() if days != {"22 November 2026"}} == {}
    assert [set(WINDOW.findall(brief)) for brief in briefs] == [{"22 November 2026"}] * 2


def test_where_the_newest_edition_is_held_back_bodies_tell_of_its_week_alone(tmp_path: Path) -> None:
    rows = [process(number, "R3", opened_on=date(2026, 11, 10)) for number in range(1, 21)]
    rows += [process(number, "R3") for number in range(21, 41)]
    with snapshot_of(rows) as con:
        report(con, tmp_path, week="2026-W46")
        found = windows_of(tmp_path)
    own = {place: days for place, days in found.items() if place.startswith(("authorities/", "kinds/", "map/"))}
    assert len(own) > 3
    assert set().union(*own.values()) == {"22 November 2026"}
