"""What a site was made from: a report with nothing new ends at once, and only changed pictures are drawn again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import orjson

from reports.content import Picture
from reports.writing import write

FILE = ".made.json"
KEPT = ("static/", "editions/")  # style and scripts of kept pages, and what is frozen


@dataclass
class Made:
    """The record of a site: the key of each part, the files of the part `pages`, and the digest behind each picture.

    `undrawn` holds the pictures that the pages made now still wait for. A part is what one key decides: `pages`,
    or the folder of an edition. The same key means the same data, the same program and the same settings.
    """

    site: Path
    keys: dict[str, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    undrawn: dict[str, Picture] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path) -> "Made":
        """The record kept in a site; an empty one where there is none that can be read."""
        try:
            told: dict[str, Any] = orjson.loads((site / FILE).read_bytes())
            return cls(site, dict(told["keys"]), list(told["paths"]), dict(told["pictures"]))
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return cls(site)

    def is_standing(self, part: str, key: str) -> bool:
        """The part was made with this key, and its files are there."""
        if self.keys.get(part) != key:
            return False
        paths = self.paths if part == "pages" else [f"{part}/index.html", f"{part}/edition.json"]
        return all((self.site / path).is_file() for path in paths)

    def note_pages(self, key: str, paths: Iterable[str]) -> None:
        """The pages were made: what stood before and was not made again goes, with its picture's digest."""
        new = sorted(set(paths))
        for path in set(self.paths) - set(new):
            if not path.startswith(KEPT):
                (self.site / path).unlink(missing_ok=True)
                self.pictures.pop(path, None)
        self.paths = new
        self.keys["pages"] = key

    def save(self) -> None:
        """Writes the record beside the pages. Raises ReportError when that cannot be done."""
        told = {"keys": self.keys, "paths": self.paths, "pictures": self.pictures}
        write(self.site / FILE, orjson.dumps(told, option=orjson.OPT_SORT_KEYS))


def key_of(*parts: object) -> str:
    """A key of these parts and of the program that makes pages of them."""
    return sha256("\x1f".join([program_key(), *map(str, parts)]).encode()).hexdigest()


@cache
def program_key() -> str:
    """Digest of every file that a page may come of, apart from the data."""
    total = sha256()
    for package in ("reports", "store.reference"):
        for name, body in sorted(_files(files(package), "")):
            total.update(f"{package}/{name}\x1f".encode() + body)
    return total.hexdigest()


def _files(folder: Traversable, above: str) -> Iterable[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir() and each.name != "__pycache__":
            yield from _files(each, f"{above}{each.name}/")
        elif each.is_file():
            yield f"{above}{each.name}", each.read_bytes()
