"""Files of a home that belong to another user, most likely root, and what gives them back."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

_MOST_LOOKED_AT = 100_000


def advice(home: Path) -> str:
    """What to say of a home that cannot be written: what in it is another's, and the command that mends it.

    Empty when everything is ours, or may be written by us.
    """
    path = foreign(home)
    if path is None:
        return ""
    owner, own = _user(path.lstat().st_uid), _user(os.geteuid())
    return f"{path} belongs to {owner}: `sudo chown -R {own}: {home.resolve()}` gives it back to {own}"


def foreign(home: Path) -> Path | None:
    """The first file or folder of a home that belongs to another user and cannot be written by us; None for none."""
    if os.geteuid() == 0 or not home.exists():
        return None
    for count, path in enumerate(_contents(home)):
        if count > _MOST_LOOKED_AT:
            return None
        try:
            is_other = path.lstat().st_uid != os.geteuid()
        except OSError:
            continue  # gone meanwhile
        if is_other and not path.is_symlink() and not os.access(path, os.W_OK, effective_ids=True):
            return path
    return None


def _contents(home: Path) -> Iterator[Path]:
    """A home and what is in it, what every command needs first; of landing/, which grows for years, the folders."""
    yield home
    for top in sorted(home.iterdir(), key=lambda path: (path.name in {"landing", "runs"}, path.name)):
        yield top
        if not top.is_dir() or top.is_symlink():
            continue
        for folder, folders, files in os.walk(top):
            yield from (Path(folder) / name for name in folders)
            if top.name != "landing" or "ledger.jsonl" in files:
                yield from (Path(folder) / name for name in files)


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
