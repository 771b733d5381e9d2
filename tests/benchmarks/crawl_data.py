"""Releases for the crawl benchmarks: as many, as long and as compressible as those of the real portals."""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

SPEED_START = datetime(2025, 1, 1, tzinfo=UTC)
# The mean release of a real page of each portal is about this long, and packs about as well as these do.
RELEASE_BYTES = {"find_a_tender": 8300, "contracts_finder": 3800}
_STRUCTURE_BYTES = 1900
_WORDS = [f"w{number:x}" for number in range(3000)]
_WORD_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
_SENTENCES = [" ".join(random.Random(number).choices(_WORDS, k=15)) for number in range(300)]


def make_releases(source: str, instants: list[datetime], size: int = 0) -> list[dict[str, Any]]:
    """Releases numbered through each year, one for each instant; with varied text up to a size in bytes."""
    chance = random.Random(source)
    count_of_year: dict[int, int] = {}
    found = []
    for index, instant in enumerate(sorted(instants)):
        number = count_of_year[instant.year] = count_of_year.get(instant.year, 0) + 1
        id_ = f"{number:06d}-{instant.year}" if source == "find_a_tender" else f"guid-{index:08d}-{index}"
        release = {"ocid": f"ocds-x-{index:06d}", "id": id_, "date": instant.isoformat(), "tag": ["tender"]}
        found.append(release | (_content(chance, size) if size else {}))
    return found


def _content(chance: random.Random, size: int) -> dict[str, Any]:
    """What a release of about that many bytes says: sentences, half of them usual ones, and the usual structure."""
    text: list[str] = []
    length = 0
    while length < max(1, size - _STRUCTURE_BYTES):
        usual = _SENTENCES[chance.randrange(len(_SENTENCES))]
        unusual = " ".join(chance.choices(_WORDS, cum_weights=_WORD_WEIGHTS, k=12))
        text += [usual, unusual]
        length += len(usual) + len(unusual)
    lots = [
        {
            "id": str(number),
            "description": ". ".join(text[number::4]),
            "status": "active",
            "value": {"amount": chance.randrange(10**6), "amountGross": chance.randrange(10**6), "currency": "GBP"},
            "contractPeriod": {"startDate": "2025-04-01T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00"},
            "awardCriteria": {"criteria": [{"type": "quality", "name": "Quality", "description": "60%"}]},
            "submissionTerms": {"variantPolicy": "notAllowed", "electronicSubmissionPolicy": "allowed"},
        }
        for number in range(4)
    ]
    return {"initiationType": "tender", "language": "en", "tender": {"title": text[0][:90], "lots": lots}}


def working_days(count: int, start: datetime, days: int) -> list[datetime]:
    """Instants spread over the office hours of that many days, a tenth of them at night or on weekends."""
    chance = random.Random(count)
    instants: list[datetime] = []
    while len(instants) < count:
        day = start + timedelta(days=chance.randrange(days))
        is_office = chance.random() < 0.9
        if is_office and day.weekday() >= 5:
            continue
        second = chance.randrange(8 * 3600, 18 * 3600) if is_office else chance.randrange(24 * 3600)
        instants.append(day + timedelta(seconds=second))
    return instants
