"""Slots of a page: what moves every day, while all the rest of the page stands as long as its own rows do.

A page is made with a mark in each slot. What belongs there is set in when the page is written, and is set in anew in a
page that stands, so that both ways give the same bytes.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

_OWN = secrets.token_hex(8)  # of this process, so that nobody's text can hold a mark
_MARK = re.compile(f"slot-{_OWN}-([a-z]+)-")

Place = list[int | str]  # first byte of a slot, the byte behind its last, and its name


@dataclass(frozen=True)
class Cut:
    """A page cut at its slots: the parts between them, and the names of the slots, one fewer."""

    parts: Sequence[bytes]
    names: Sequence[str]

    def filled(self, slots: Mapping[str, str]) -> tuple[bytes, list[Place]]:
        """The page with these texts in its slots, markup as it is, and where they stand in it."""
        shown = {name: str(escape(text)).encode() for name, text in slots.items()}
        page = bytearray(self.parts[0])
        places: list[Place] = []
        for name, part in zip(self.names, self.parts[1:], strict=True):
            start = len(page)
            page += shown[name]
            places.append([start, len(page), name])
            page += part
        return bytes(page), places


def mark(name: str) -> str:
    """What stands in a slot while a page is made; the name is of small letters."""
    return f"slot-{_OWN}-{name}-"


def cut_at_marks(text: str) -> Cut:
    """A page that was made with marks."""
    found = _MARK.split(text)
    return Cut([part.encode() for part in found[::2]], found[1::2])


def cut_at(page: bytes, places: Sequence[Place]) -> Cut:
    """A page that stands, at the places of its slots."""
    parts, end = [], 0
    for place in places:
        parts.append(page[end : int(place[0])])
        end = int(place[1])
    return Cut([*parts, page[end:]], [str(name) for *_, name in places])
