"""What a file of the site may hold besides text and bytes: a picture still to be drawn, or a file that is there."""

from collections.abc import Sequence
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
class Keyed:
    """A page with the key of the rows that parts of it follow: while the key is the same, these parts are too."""

    text: str
    key: str


@dataclass(frozen=True)
class Stands:
    """A file that need not be made, as what it holds has not changed since it was."""


STANDS = Stands()
Content = str | bytes | Picture | FromFile | Keyed | Stands


class Site(Protocol):
    """The site as it was made the last time."""

    def keeps(self, path: str, key: str, beside: Sequence[str]) -> bool:
        """Whether a page was made with this key, and stands as it was made, as do the files beside it."""

    def text(self, path: str) -> str:
        """The text of a page."""
