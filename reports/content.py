"""What a file of the site may hold besides text and bytes: a picture still to be drawn, or a file that is there."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Picture:
    """A PNG still to be made of an SVG: it is drawn only when the SVG has changed."""

    svg: str


@dataclass(frozen=True)
class FromFile:
    """Content that stands in a file of its own, too large to be held. A `fresh` one was made for this site just now."""

    path: Path
    is_fresh: bool = False
