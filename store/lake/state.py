"""What a home knows of the lake it writes, in `lake/state.json`: since when the lake lags, and whose claim it is."""

from __future__ import annotations

import datetime as dt
import os
import socket
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from crawler.home.files import write_whole
from store.errors import StoreError
from store.snapshot import snapshot_path

if TYPE_CHECKING:
    from pathlib import Path

_ENDING = ".duckdb"
PREFIX = "edition-"  # of the tags of editions
_VERSION = "-version-"


@dataclass(frozen=True)
class State:
    """What is kept.

    Attributes:
        tokens: of the last claim, and of one that was begun and not heard of again.
        behind_since: when that was published which is not in the lake; None when all is.
        error: why it is not.
        written_at: when the lake last held all that was published.
        editions: tags that the lake has from here.
        held_at: when that was published which the lake holds.
        stands_at: where the home stood when it last made a claim: machine and path.
        folder_number: number of the folder of this record in its file system then.
    """

    tokens: tuple[str, ...] = ()
    behind_since: dt.datetime | None = None
    error: str = ""
    written_at: dt.datetime | None = None
    editions: tuple[str, ...] = ()
    held_at: dt.datetime | None = None
    stands_at: str = ""
    folder_number: int = 0

    @property
    def lag(self) -> str:
        """Since when the lake does not hold what is published, in words; empty when it does."""
        if self.behind_since is None:
            return ""
        why = f": {self.error}" if self.error else ""
        return f"The lake lacks what was published since {self.behind_since:%Y-%m-%d %H:%M} UTC{why}"


def tag_of(week: str, version: int) -> str:
    """The tag of an edition; one that was revised later keeps its own, and the revised one has its version behind."""
    return f"{PREFIX}{week}" if version == 1 else f"{PREFIX}{week}{_VERSION}{version}"


def plain_tag(tag: str) -> str:
    """The tag of an edition less its version."""
    return tag.partition(_VERSION)[0]


def state_path(home: Path) -> Path:
    """Where it is kept."""
    return home / "lake" / "state.json"


def read_state(home: Path) -> State:
    """What a home knows of its lake; nothing when it never wrote one, or the record is damaged."""
    try:
        row: dict[str, Any] = orjson.loads(state_path(home).read_bytes())
        return State(
            tuple(map(str, row["tokens"])),
            _instant(row["behind_since"]),
            str(row["error"]),
            _instant(row["written_at"]),
            tuple(map(str, row["editions"])),
            _instant(row.get("held_at")),
            str(row.get("stands_at", "")),
            int(row.get("folder_number", 0)),
        )
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return State()


def write_state(home: Path, state: State) -> None:
    """Keep it.

    Raises:
        StoreError: the home cannot be written.
    """
    try:
        write_whole(state_path(home), orjson.dumps(asdict(state)))
    except OSError as error:
        raise StoreError(f"{state_path(home)} cannot be written: {error.strerror}") from error


def placed(home: Path, state: State) -> State:
    """The same, with where the home stands now."""
    return replace(state, stands_at=_stands_at(home), folder_number=_folder_number(home))


def is_copy(home: Path, state: State) -> bool:
    """Whether a home is a copy of the one that made the last claim.

    A copy stands elsewhere, in a folder of another number. A home that is moved keeps the number; where a file system
    gives other numbers after each start, machine and path stay.
    """
    is_placed = bool(state.stands_at)
    return is_placed and state.stands_at != _stands_at(home) and state.folder_number != _folder_number(home)


def _stands_at(home: Path) -> str:
    return f"{socket.gethostname()}:{home.resolve()}"


def _folder_number(home: Path) -> int:
    return state_path(home).parent.stat().st_ino


def forget_lag(home: Path) -> None:
    """Forget since when a lake lags that is set no longer.

    Raises:
        StoreError: the home cannot be written.
    """
    state = read_state(home)
    if state.behind_since:
        write_state(home, replace(state, behind_since=None, error=""))


def keep_edition(home: Path, tag: str) -> bool:
    """Keep the published database that an edition was made from until the lake has it; takes no room while both stand.

    Returns:
        Whether the lake does not have it yet.

    Raises:
        StoreError: the home cannot be written.
    """
    if tag in read_state(home).editions:
        return False
    kept = home / "lake" / f"{tag}{_ENDING}"
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            os.link(snapshot_path(home).resolve(), kept)
    except OSError as error:
        raise StoreError(f"{kept} cannot be written: {error.strerror}") from error
    return True


def kept_editions(home: Path) -> list[tuple[str, Path]]:
    """Editions that the lake does not have yet: tag and published database, oldest first."""
    found = sorted((home / "lake").glob(f"edition-*{_ENDING}"), key=lambda path: (path.stat().st_mtime, path.name))
    return [(path.name.removesuffix(_ENDING), path) for path in found]


def _instant(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
