"""Options that every command shares: the home and the settings as they are given, and paths as they are typed."""

import errno
import functools
import re
from pathlib import Path
from typing import Annotated

import typer

from store.errors import StoreError
from store.home import refuse_file

STANDARD_INPUT = Path("-")
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # line breaks and the like, and bytes that are not UTF-8


class Given:
    """What the command that runs was given, for what is said when it fails."""

    home: Path | None = None


def read_path(text: str | Path) -> Path:
    """A path as it is typed; ~ in it, which a shell leaves alone behind = and in the environment, as it is meant.

    One of nothing or of blanks is what an empty variable of a shell leaves: as a path it would be the current folder.
    """
    if not str(text).strip():
        raise StoreError("a path is empty: write . for the current folder")
    try:
        path = Path(text).expanduser()
        path.lstat()
    except RuntimeError as error:
        raise StoreError(f"{text}: {error}") from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise StoreError(f"{text}: {error.strerror}") from error
    return path


path_option = functools.partial(typer.Option, parser=read_path, metavar="<path>")
path_argument = functools.partial(typer.Argument, parser=read_path)


def given_path(ctx: typer.Context, param: typer.CallbackParam, value: Path | None) -> Path | None:
    """A path as it was given behind the command, before it, or in the environment, in this order."""
    name = str(param.name)
    before, source = ctx.find_root().params.get(name) if ctx.parent else None, ctx.get_parameter_source(name)
    if before is not None and not (source and source.name == "COMMANDLINE"):
        value = before
    if name == "home" and value is not None:
        if UNWRITABLE.search(str(value)):
            raise StoreError(f"{str(value)!r}: the path of a home has to be plain text: choose another --home")
        if "?" in str(value.absolute()):  # DuckDB takes what follows for options, and writes its log elsewhere
            raise StoreError(f"{value}: the path of a home cannot hold a question mark: choose another --home")
        refuse_file(value)
        Given.home = value
    return value


HomeOption = Annotated[
    Path,
    path_option(
        "--home",
        envvar="SVMONITOR_HOME",
        callback=given_path,
        help="Folder of landing files, database and published reports.",
    ),
]
ConfigOption = Annotated[
    Path | None,
    path_option(
        "--config",
        envvar="SVMONITOR_CONFIG",
        callback=given_path,
        help="Settings file; else svmonitor.toml in the home.",
    ),
]
FromOption = Annotated[
    str | None, typer.Option("--from", help="First day or instant to ask for, UK local time, such as 2026-11-01.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="Last day to ask for (that day included) or instant, UK local time.")
]
UnusedHomeOption = Annotated[
    Path | None,
    path_option("--home", envvar="SVMONITOR_HOME", help="Accepted as with every command; this one needs no home."),
]
DEFAULT_HOME = Path("svmonitor-data")


def settings_file(home: Path, config: Path | None) -> Path | None:
    """Return the settings file in force: the one named, else the home's own if it is there."""
    own = home / "svmonitor.toml"
    return config or (own if own.is_file() else None)
