"""One public body by any of its names, as the search of the site finds it."""

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

from reports.errors import ReportError
from reports.pages.bodies.search import Findable
from reports.words.wording import plain

MOST_NAMED = 8


def find_body(asked: str, bodies: Sequence[Findable]) -> Findable:
    """The body that goes by this name or address, or by names that begin with each of its words.

    Raises:
        ReportError: none does, or several do and none better than the others.
    """
    words = fold(asked).split()
    ranked = [(_rank(words, body), body) for body in bodies]
    best = min((rank for rank, _ in ranked if rank is not None), default=None)
    fits = [body for rank, body in ranked if rank is not None and rank == best]
    if not words or not fits:
        raise ReportError(f"no public body goes by the name '{plain(asked, 80)}': try fewer letters or another name")
    if len(fits) > 1:
        named = "; ".join(body.name for body in fits[:MOST_NAMED])
        more = f"; and {len(fits) - MOST_NAMED} more" if len(fits) > MOST_NAMED else ""
        raise ReportError(f"'{plain(asked, 80)}' may be several public bodies: {named}{more}. Give the whole name")
    return fits[0]


def fold(text: str) -> str:
    """A name in plain small letters, without accents and signs."""
    bare = "".join(char for char in normalize("NFD", text.lower().replace("&", " and ")) if not combining(char))
    return re.sub(r"[^a-z0-9]+", " ", re.sub("['\u2019`]", "", bare)).strip()


def _rank(words: Sequence[str], body: Findable) -> int | None:
    """How well a body fits: 0 is its name, its address or its id. None is not at all."""
    name = fold(body.name)
    if words and " ".join(words) in (name, body.folder.replace("-", " "), fold(body.authority_id)):
        return 0
    beginnings = f" {name} {body.words}"
    if not all(f" {word}" in beginnings for word in words):
        return None
    return 1 if name.startswith(" ".join(words)) else 2 if all(f" {word}" in f" {name}" for word in words) else 3
