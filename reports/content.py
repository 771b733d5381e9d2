"""What a file of the site may hold besides text and bytes: a picture still to be drawn, or a file that is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Picture:
    """A PNG still to be made of an SVG, so many pixels to each of its own: drawn only when the SVG has changed."""

    svg: str
    scale: float = 1.5


@dataclass(frozen=True)
class FromFile:
    """Content that stands in a file of its own, too large to be held.

    A `fresh` one was made for this site just now. A `linked` one is never written again where it stands, so the site
    may hold the same file under a second name.
    """

    path: Path
    is_fresh: bool = False
    is_linked: bool = False


@dataclass(frozen=True)
class Slotted:
    """A page made with the marks of `reports.pages.parts.slots`, and what is to stand in its slots.

    While `key` is the same, so is all of it but the slots; while `rows` is, so are the parts that follow its rows.
    """

    text: str
    slots: Mapping[str, str]
    key: str
    rows: str = ""


@dataclass(frozen=True)
class Kept:
    """A page that stands, all but what is to stand in its slots."""

    slots: Mapping[str, str]


@dataclass(frozen=True)
class Stands:
    """A file that need not be made, as what it holds has not changed since it was."""


STANDS = Stands()
Content = str | bytes | Picture | FromFile | Slotted | Kept | Stands


class Site(Protocol):
    """The site as it was made the last time."""

    def keeps(self, path: str, key: str, beside: Sequence[str] = ()) -> bool:
        """Whether a page was made with this key, and stands as it was made, as do the files beside it."""

    def keeps_rows(self, path: str, key: str, beside: Sequence[str]) -> bool:
        """The same of the key of its rows."""

    def text(self, path: str) -> str:
        """The text of a page."""
