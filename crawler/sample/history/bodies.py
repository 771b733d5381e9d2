"""Invented public bodies of the sample history, named by rule from bodies.toml, with habits that make them differ."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.sample.authored import Authority, load_authorities
from crawler.sample.identifiers import supplier_number

_FILE = Path(__file__).with_name("bodies.toml")
LEADERS = 0.05  # share of bodies that score social value always, as a rule of their own
# First letters of the NUTS code of a region of England, and of postcodes there that are in no use.
_REGIONS = {
    "UKC": "TS98", "UKD": "BB98", "UKE": "LS98", "UKF": "LE98", "UKG": "WV98", "UKH": "NR98", "UKI": "SE98",
    "UKJ": "GU98", "UKK": "EX98",
}  # fmt: skip


@dataclass(frozen=True)
class Body:
    """One invented body: its key and who it is, how many competitions a year it opens of late, and its habits.

    `leaning` is added in log-odds to the share of its kind that shows evidence; `scoring` is the share of its asks that
    are scored, `cohesion` of those that are for community cohesion rather than jobs.
    """

    key: str
    authority: Authority
    kind: str
    yearly: float
    ask: float
    leaning: float
    scoring: float
    cohesion: float


def invented_bodies(chance: random.Random) -> list[Body]:
    """Every body, kind by kind in the order of the file: those of the sample portal first, then those made here."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    places = [f"{first}{last}" for first in told["firsts"] for last in told["lasts"]]
    chance.shuffle(places)
    names, portal = iter(places), load_authorities()
    found = []
    for kind in told["kind"]:
        own = {key: portal[key] for key in kind["portal"]} | dict(_named(kind, names, chance))
        found += [_body(key, authority, kind, chance) for key, authority in own.items()]
    return found


def _named(kind: dict[str, Any], names: Iterator[str], chance: random.Random) -> Iterator[tuple[str, Authority]]:
    for number in range(kind["count"]):
        place = next(names)
        pattern = kind["pattern"][number % len(kind["pattern"])]
        region = (
            "UKI" if kind["kind"] == "london_borough" else chance.choice([code for code in _REGIONS if code != "UKI"])
        )
        yield place.lower(), _authority(pattern.format(place=place), place, kind["kind"], region)


def _body(key: str, authority: Authority, kind: dict[str, Any], chance: random.Random) -> Body:
    is_leader = chance.random() < LEADERS
    return Body(
        key=key,
        authority=authority,
        kind=kind["kind"],
        yearly=kind["yearly"] * chance.uniform(0.6, 1.5),
        ask=kind["ask"],
        leaning=5.0 if is_leader else chance.gauss(0, kind["spread"]),
        scoring=1.0 if is_leader else chance.betavariate(0.7, 0.7),
        cohesion=min(0.9, max(0.05, chance.gauss(0.4 if kind["kind"] == "district" else 0.28, 0.12))),
    )


def _authority(name: str, place: str, kind: str, region: str) -> Authority:
    is_central = kind in {"central_department", "arms_length_body"}
    return Authority(
        name=name,
        ppon=supplier_number(name),
        street="1 Sample Street",
        locality=place,
        postal_code=f"{_REGIONS[region]} {int(sha256(name.encode()).hexdigest(), 16) % 9}AA",
        region=f"{region}1",
        country="England",
        domain=place.lower(),
        ca_type="publicAuthorityCentralGovernment" if is_central else "publicAuthoritySubCentralGovernment",
        ted_type="MINISTRY" if is_central else "REGIONAL_AUTHORITY",
    )
