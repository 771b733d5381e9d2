"""The search for an authority: every body of the data and of our lists by any name, and councils by postcode."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import orjson

from reports.pages.parts.layout import Common
from reports.snapshot.authorities import Authority
from reports.snapshot.directory import FOLDER, address_of, listed
from reports.words.labels import rows
from reports.words.wording import number, tidy

Files = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Findable:
    """One body as the search shows it: name, folder of its page below authorities/, and a word on what is held."""

    authority_id: str
    name: str
    folder: str
    kind: str
    region_name: str
    words: str
    note: str
    has_notices: bool


def search_files(common: Common, authorities: Sequence[Authority]) -> Files:
    """The names and postcodes that the search loads, and the list of every body for those without script."""
    bodies = findable(authorities)
    told = [[b.name, b.folder, b.kind, b.region_name, b.words, b.note, int(b.has_notices)] for b in bodies]
    yield f"{FOLDER}/names.js", script("svmNames", told)
    yield f"{FOLDER}/postcodes.js", script("svmPostcodes", postcode_councils())
    letters: dict[str, list[Findable]] = {}
    for body in bodies:
        initial = body.name[:1].upper()
        letters.setdefault(initial if "A" <= initial <= "Z" else "Others", []).append(body)
    yield (
        f"{FOLDER}/all/index.html",
        common.page("authorities_all.html", 2, FOLDER, letters=letters, total=len(bodies)),
    )


def findable(authorities: Iterable[Authority]) -> list[Findable]:
    """Every body with a page, by name."""
    found = {a.authority_id: _met(a) for a in authorities}
    for authority_id, body in listed().items():
        said = re.split(r"[^a-z0-9]+", body.name.lower())
        words = " ".join(word for word in body.words if word not in said)
        if authority_id in found:
            found[authority_id] = replace(found[authority_id], words=words)
        else:
            ended = f"ended {body.valid_until:%Y}" if body.valid_until else "no notices held"
            region, folder = body.region_name or "", _below(authority_id)
            found[authority_id] = Findable(authority_id, body.name, folder, body.kind, region, words, ended, False)
    return sorted(found.values(), key=lambda body: (body.name.casefold(), body.authority_id))


def _met(authority: Authority) -> Findable:
    note = f"{number(authority.k)} of {number(authority.n)}" if authority.n else "none of late"
    ident, region = authority.authority_id, authority.region_name or ""
    return Findable(ident, tidy(authority.name), _below(ident), authority.kind, region, "", note, True)


def _below(authority_id: str) -> str:
    return address_of(authority_id).removeprefix(f"{FOLDER}/")


def postcode_councils() -> Mapping[str, str]:
    """Councils of each postcode district, the one with most of its addresses first, and the counties above them."""
    counties: dict[str, list[str]] = {}
    for row in rows("area_members"):
        area = listed().get(row["area_id"])
        if area is not None and area.kind == "county":
            counties.setdefault(row["member_id"], []).append(row["area_id"])
    found = {}
    for row in rows("postcode_councils"):
        councils = row["authority_ids"].split()
        above = [county for council in councils for county in counties.get(council, [])]
        own = [each for each in dict.fromkeys([*councils, *above]) if each in listed()]
        if own:
            found[row["postcode_district"]] = " ".join(map(_below, own))
    return found


def script(name: str, value: object) -> str:
    """A value as a script that other scripts read: pages opened from a folder may load scripts, but no data."""
    text = (
        orjson.dumps(value).decode().replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )
    return f'"use strict";\nwindow.{name} = {text};\n'
