"""What a site was made from: with nothing new a report ends at once, else it makes what has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import orjson

from reports.content import Content, Kept, Picture, Slotted
from reports.errors import ReportError
from reports.pages.parts.slots import Cut, Place, cut_at, cut_at_marks
from reports.writing import write

FILE = ".made.json"
BY_PATH = ("pictures", "pages", "slots", "rows", "notes")
KEPT = ("static/", "editions/")  # style and scripts of kept pages, and what is frozen


@dataclass
class Made:
    """The record of a site: the key of each part, the note of every file, and the digest behind each picture.

    A part is what one key decides: `pages`, or the folder of an edition. The same key means the same data, the same
    program and the same settings. `pages` are the keys of all that pages tell but in their slots, of which `slots` has
    the places, and `rows` those of the rows that they follow in part; `paths` are the files of the part `pages`. A note
    is size and time of a file, by which it is told from one that was changed by hand.
    """

    site: Path
    keys: dict[str, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    slots: dict[str, list[Place]] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path) -> "Made":
        """The record kept in a site; an empty one where there is none that can be read."""
        try:
            told: dict[str, Any] = orjson.loads((site / FILE).read_bytes())
            return cls(site, paths=list(told["paths"]), **{name: dict(told[name]) for name in (*BY_PATH, "keys")})
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return cls(site)

    def is_standing(self, part: str, key: str) -> bool:
        """The part was made with this key, and its files are there as they were made."""
        if self.keys.get(part) != key:
            return False
        paths = self.paths if part == "pages" else [path for path in self.notes if path.startswith(f"{part}/")]
        return all(map(self.stands, paths))

    def stands(self, path: str) -> bool:
        """The file is there as it was made."""
        return path in self.notes and self.notes[path] == _note(self.site / path)

    def keeps(self, path: str, key: str, beside: Sequence[str] = ()) -> bool:
        """A page was made with this key, and stands as it was made, as do the files beside it."""
        return self.pages.get(path) == key_of(key) and all(map(self.stands, (path, *beside)))

    def keeps_rows(self, path: str, key: str, beside: Sequence[str]) -> bool:
        """The same of the key of its rows."""
        return self.rows.get(path) == key_of(key) and all(map(self.stands, (path, *beside)))

    def text(self, path: str) -> str:
        """The text of a page. Raises ReportError when it cannot be read."""
        return self._body(path).decode()

    def _body(self, path: str) -> bytes:
        try:
            return (self.site / path).read_bytes()
        except OSError as error:
            raise ReportError(f"cannot read {self.site / path}: {error.strerror or error}") from error

    def filled(self, path: str, content: Slotted | Kept) -> bytes:
        """A page with its slots filled, of which is noted where they stand. Raises ReportError as `text` does."""
        data, self.slots[path] = self._cut(path, content).filled(content.slots)
        return data

    def _cut(self, path: str, content: Slotted | Kept) -> Cut:
        if isinstance(content, Slotted):
            return cut_at_marks(content.text)
        return cut_at(self._body(path), self.slots[path])

    def note(self, path: str, content: Content) -> None:
        """A file was written, or stands."""
        self.notes[path] = _note(self.site / path)
        if isinstance(content, Slotted):
            self.pages[path], self.rows[path] = key_of(content.key), key_of(content.rows)

    def wants(self, path: str, picture: Picture) -> bool:
        """The picture is still to be drawn: it is not there, or is another now."""
        return self.pictures.get(path) != key_of(picture) or not self.stands(path)

    def note_picture(self, path: str, picture: Picture) -> None:
        """The picture was drawn."""
        self.pictures[path] = key_of(picture)
        self.notes[path] = _note(self.site / path)

    def note_pages(self, key: str, paths: Iterable[str]) -> None:
        """The pages were made: what stood before and was not made again goes, with all that is noted of it."""
        new = sorted(set(paths))
        for path in set(self.paths) - set(new):
            if not path.startswith(KEPT):
                (self.site / path).unlink(missing_ok=True)
                for name in BY_PATH:
                    getattr(self, name).pop(path, None)
        self.paths = new
        self.keys["pages"] = key

    def save(self) -> None:
        """Writes the record beside the pages. Raises ReportError when that cannot be done."""
        told = {name: getattr(self, name) for name in ("keys", "paths", *BY_PATH)}
        write(self.site / FILE, orjson.dumps(told, option=orjson.OPT_SORT_KEYS))


def _note(path: Path) -> list[int]:
    """Size and time of a file; empty when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


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
