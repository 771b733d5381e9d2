"""Where the page of each public body stands: a readable address that stays, and the old one that leads to it."""

import re
from functools import cache
from unicodedata import combining, normalize

from reports.words.wording import folder_name
from store.reference.known_bodies import KnownBody, known_bodies

FOLDER = "authorities"
RESERVED = frozenset({"all", "data"})  # pages of the section that are no authority
# What a council is called beside its place: "London Borough of Lambeth" is at lambeth, "City of York Council" at york.
_BEFORE = re.compile(
    r"^(?:(?:the|royal|london|metropolitan|city|county|borough|council|and) )*(?:of (?:the )?)?(?=\w)", re.IGNORECASE
)
_AFTER = re.compile(r"(?: (?:metropolitan|county|city|borough|district|and))* council$", re.IGNORECASE)
EXCEPTIONS = ("E08000011", "E06000047", "E09000022")  # Knowsley, Durham, Lambeth: NCVO, 26 September 2014
COUNCILS = frozenset({"county", "district", "london_borough", "metropolitan", "unitary"})


@cache
def address_of(authority_id: str) -> str:
    """Folder of a body's page in the site, such as authorities/lambeth.

    A body of our lists has the shortest name that no other of them has before it: councils that exist first. Another
    has its id, which comes of its name, with more to it where a body of the lists stands there.
    """
    known = _known_addresses()
    if authority_id in known:
        return f"{FOLDER}/{known[authority_id]}"
    own = folder_name(authority_id)
    return f"{FOLDER}/{own}" if own not in _taken() else f"{FOLDER}/{own}-by-name"


def old_address_of(authority_id: str) -> str | None:
    """Folder at which its page stood before addresses could be read; None where that has not changed."""
    old = f"{FOLDER}/{folder_name(authority_id)}"
    return old if old != address_of(authority_id) and old.removeprefix(f"{FOLDER}/") not in _taken() else None


@cache
def listed() -> dict[str, KnownBody]:
    """The bodies of our lists by id."""
    return {body.authority_id: body for body in known_bodies()}


@cache
def predecessors() -> dict[str, list[KnownBody]]:
    """Bodies of our lists that ended, by the one that took over."""
    found: dict[str, list[KnownBody]] = {}
    for body in known_bodies():
        for successor in body.successor_ids:
            found.setdefault(successor, []).append(body)
    return found


@cache
def _known_addresses() -> dict[str, str]:
    found: dict[str, str] = {}
    taken = set(RESERVED)
    for body in sorted(known_bodies(), key=_precedence):
        names = [_short(body), _slug(body.name), f"{_slug(body.name)}-{_slug(body.authority_id)}"]
        found[body.authority_id] = next(name for name in names if name and name not in taken)
        taken.add(found[body.authority_id])
    return found


@cache
def _taken() -> frozenset[str]:
    return frozenset(_known_addresses().values()) | RESERVED


def _precedence(body: KnownBody) -> tuple[bool, bool, int, str]:
    """Bodies that exist before those that ended, councils before others, the latest first."""
    ended = body.valid_until.toordinal() if body.valid_until else 0
    return body.valid_until is not None, body.kind not in COUNCILS, -ended, body.authority_id


def _short(body: KnownBody) -> str:
    """The name of a council less what kind of council it is; empty where that cannot be told."""
    name = body.name.split("/")[0].strip()
    if body.kind not in COUNCILS or name.endswith("Corporation"):
        return ""
    return _slug(_BEFORE.sub("", _AFTER.sub("", name)))


def _slug(name: str) -> str:
    """A name as a part of an address: plain letters, and hyphens between words."""
    plain = "".join(char for char in normalize("NFD", name.replace("&", " and ")) if not combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
