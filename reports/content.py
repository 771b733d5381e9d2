"""What a file of the site may hold besides text and bytes: a picture still to be drawn, or a file that is there."""

from dataclasses import dataclass
from pathlib import Path


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


Content = str | bytes | Picture | FromFile
