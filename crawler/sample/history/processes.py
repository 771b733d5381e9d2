"""Draws the competitions of the sample history and the awards that follow from wording.toml, the same every time."""

import math
import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from crawler.sample.authored import Criterion, Event, Process, load_processes
from crawler.sample.history.bodies import Body
from crawler.sample.identifiers import ocid

_FILE = Path(__file__).with_name("wording.toml")
ACT_DAY, LAST_DAY = date(2013, 1, 31), date(2026, 9, 25)
FIND_A_TENDER_DAY, NEW_ACT_DAY = date(2021, 1, 1), date(2025, 2, 24)
LATE_DAYS = 460  # days before the last on which bodies open as many competitions as bodies.toml says
EARLY_SHARE = 0.13  # of these, as many were opened in a year before: enough for a series, and quick to read
GROWTH = 0.17  # log-odds by which asking has grown a year
BEFORE_POLICY = 0.9  # log-odds by which central bodies asked less before PPN 06/20
AWARDS_FROM = date(2024, 4, 1)
CENTRAL = frozenset({"central_department", "arms_length_body"})
SCORED = frozenset({"R3", "R4", "R5", "R5+"})
WEIGHTED = SCORED - {"R3"}
KPI_GBP = 5_000_000  # contracts from here on publish indicators: Procurement Act 2023, s. 52


def history(bodies: Sequence[Body], chance: random.Random) -> list[Process]:
    """Competitions of every body since the Act came into force, body by body."""
    author = _Author(chance)
    found = [process for body in bodies for process in author.processes(body)]
    # Ids are six digits of a hash: of thousands, a few meet each other or one of the sample portal.
    taken = {ocid(process) for process in load_processes()}
    return [process for ident, process in {ocid(each): each for each in found}.items() if ident not in taken]


class _Author:
    """Writes notices with one stream of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))

    def processes(self, body: Body) -> Iterator[Process]:
        """The competitions of one body, oldest first."""
        for number, day in enumerate(self._days(body)):
            yield self._process(body, day, f"history-{body.key}-{number}")

    def _days(self, body: Body) -> Iterator[date]:
        day = ACT_DAY + timedelta(days=self._chance.randrange(200))
        while day <= LAST_DAY:
            if day.weekday() < 5:
                yield day
            is_late = (LAST_DAY - day).days < LATE_DAYS
            gap = 365 / (body.yearly * (1 if is_late else EARLY_SHARE))
            step = min(self._chance.expovariate(1 / gap), 60.0 if is_late else 200.0)  # none leaps over the late days
            day += timedelta(days=max(1, round(step)))

    def _process(self, body: Body, day: date, key: str) -> Process:
        chance = self._chance
        title, cpv, about, around = chance.choice(self._words["subject"])
        sentences = [about, *chance.sample(self._words["filler"]["text"], 2)]
        passage, weight, asks = self._passage(body, day)
        criteria: list[Criterion] = []
        if chance.random() < 0.5:
            criteria = [("quality", "Quality of service", 60), ("price", "Price", 40)]
        if passage and passage["level"] in WEIGHTED and chance.random() < 0.6:
            social: Criterion = ("quality", f"Social value: {asks}", weight)
            criteria = [("quality", "Quality of service", 60 - weight), social, ("price", "Price", 40)]
        elif passage:
            sentences.insert(chance.randrange(1, 3), chance.choice(passage["text"]).format(asks=asks, weight=weight))
        is_small = chance.random() < 0.06
        size = 120_000 * chance.uniform(0.2, 0.8) if is_small else max(260_000, around * chance.lognormvariate(0, 0.6))
        published = datetime.combine(day, time(9, chance.randrange(60)))
        return Process(
            key=key,
            buyer=body.key,
            title=title,
            description=" ".join(sentences),
            cpv=[cpv],
            legal_basis="2023/54" if day >= NEW_ACT_DAY else "32014L0024",
            value=None if chance.random() < 0.04 else round(size, -3),
            is_above_threshold=not is_small,
            published=published,
            starts=(day + timedelta(days=150)).replace(day=1),
            months=chance.choice([24, 36, 36, 48, 60]),
            criteria=criteria,
            expected_level=passage["level"] if passage else "R0",
            scope_note="Sample history.",
            events=self._awards(published, round(size, -3)),
        )

    def _passage(self, body: Body, day: date) -> tuple[dict[str, Any] | None, int, str]:
        """The passage that a notice carries, its weight (or 0), and what it asks for; none where it is silent."""
        chance = self._chance
        odds = math.log(body.ask / (1 - body.ask)) + body.leaning - GROWTH * (LAST_DAY - day).days / 365.25
        if body.kind in CENTRAL and day < FIND_A_TENDER_DAY:
            odds -= BEFORE_POLICY
        if chance.random() >= 1 / (1 + math.exp(-odds)):
            return (self._words["beside"] if chance.random() < 0.15 else None), 0, ""
        is_scored = chance.random() < body.scoring
        fitting = [each for each in self._words["passage"] if _fits(each, body, day, is_scored=is_scored)]
        passage = chance.choices(fitting, [each["share"] for each in fitting])[0]
        first = "community_cohesion" if chance.random() < body.cohesion else "jobs_skills"
        others = [theme for theme in self._words["theme"] if theme not in {"jobs_skills", "community_cohesion"}]
        asked = [first, *chance.sample(others, chance.choice([0, 1, 1]))]
        asks = " and ".join(chance.choice(self._words["theme"][theme]) for theme in asked)
        return passage, chance.choice(passage.get("weights", [0])), asks

    def _awards(self, published: datetime, value: float) -> list[Event]:
        """The award that follows a competition of the last years, where it is known by now."""
        chance = self._chance
        at = published + timedelta(days=chance.randrange(90, 160))
        if published.date() < AWARDS_FROM or at.date() > LAST_DAY or chance.random() < 0.45:
            return []
        names, shares = zip(*self._words["supplier"]["names"], strict=True)
        is_contract = published.date() >= NEW_ACT_DAY and chance.random() < 0.5
        return [
            Event(
                kind="contract" if is_contract else "award",
                at=at,
                suppliers=[chance.choices(names, shares)[0]],
                value=round(value * chance.uniform(0.8, 1.02), -3),
                metrics=self._words["metric"]["rows"] if is_contract and value >= KPI_GBP else [],
            )
        ]


def _fits(passage: dict[str, Any], body: Body, day: date, *, is_scored: bool) -> bool:
    """A passage is of its years, scored or not, and for central bodies alone where it says so."""
    is_of_its_years = passage.get("from", day.year) <= day.year <= passage.get("until", day.year)
    is_open = body.kind in CENTRAL or not passage.get("central", False)
    return is_of_its_years and is_open and (passage["level"] in SCORED) is is_scored
