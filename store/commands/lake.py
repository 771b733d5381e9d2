"""The lake of the settings: brought up to what is published, and the commands `svmonitor lake`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.text.counts import how_many
from store.commands.options import (
    DEFAULT_HOME,
    STANDARD_INPUT,
    ConfigOption,
    HomeOption,
    path_option,
    settings_file,
)
from store.commands.saying import FOUND_WANTING, progress_bar, say, say_waiting
from store.errors import StoreError
from store.home import alone, refuse_file
from store.printing import print_json, print_lines, print_table
from store.snapshot import snapshot, snapshot_path

if TYPE_CHECKING:
    from store.lake.catalog import Place

lake_app = typer.Typer(
    help="The published tables as Apache Iceberg, for a warehouse or several monitors; set in [lake].",
    no_args_is_help=True,
)


def lake_place(home: Path, config: Path | None) -> "Place | None":
    """The lake of the settings; None when none is set."""
    from crawler.server.settings import load_server_settings
    from store.lake.catalog import Place

    own = load_server_settings(settings_file(home, config)).lake
    if not own.catalog:
        return None
    return Place(
        own.catalog,
        own.warehouse,
        own.writer,
        own.main or own.writer,
        tuple(own.sources),
        own.password(),
        own.endpoint,
        own.region,
        own.keep_days,
    )


def lake_needed(home: Path, config: Path | None) -> "Place":
    """The lake of the settings, for a command that does nothing without one."""
    from store.lake.catalog import require

    place = lake_place(home, config)
    if place is None:
        raise StoreError("no lake is set: name catalog and warehouse in [lake] (docs/lake.md)")
    require()
    return place


def lake_stage(home: Path, config: Path | None) -> None:
    """Bring the lake, if one is set, up to what is published; when that fails, what is published here stays."""
    from store.lake.catalog import require
    from store.lake.errors import LakeError
    from store.lake.state import forget_lag

    place = lake_place(home, config)
    if place is None:
        forget_lag(home)
        return
    try:
        require()
        from store.lake.run import catch_up

        with alone(home, "lake write", say_waiting), progress_bar() as progress:
            done = catch_up(home, place, progress)
    except LakeError as error:
        say(f"svmonitor: {error}; what is published here stays, and the next run catches up", "warning")
        return
    parts = f"{how_many(done.parts, 'part')} of {how_many(done.tables, 'table')}"
    say(f"lake: {how_many(done.rows, 'row')} written in {parts}")


def keep_for_lake(home: Path, config: Path | None, week: str, version: int) -> bool:
    """Keep the data that an edition was made of until the lake, if one is set, names them; whether it does not yet."""
    from store.lake.state import keep_edition, tag_of

    place = lake_place(home, config)
    return place is not None and place.is_main and keep_edition(home, tag_of(week, version))


@lake_app.command("write")
def lake_write(
    is_taken_over: Annotated[
        bool, typer.Option("--take-over", help="Write though another home wrote under this name: it is stopped.")
    ] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Bring the lake up to what is published here, as publish does by itself; prints what has changed."""
    place = lake_needed(home, config)
    from store.lake.run import catch_up

    refuse_file(home)
    with alone(home, "lake write", say_waiting), progress_bar() as progress:
        done = catch_up(home, place, progress, is_taken_over=is_taken_over)
    print_table(["tables", "parts", "rows", "parts emptied"], [(done.tables, done.parts, done.rows, done.emptied)])


@lake_app.command("status")
def lake_show(
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Show who writes the lake, which editions it has, and since when it lags; exit 1 when it does."""
    place = lake_needed(home, config)
    from store.lake.status import lake_lines, lake_status

    facts = lake_status(home, place)
    if is_json:
        print_json(facts)
    else:
        print_lines(lake_lines(facts))
    if facts["fault"] or facts["lag"]:
        raise typer.Exit(FOUND_WANTING)


@lake_app.command("sweep")
def lake_sweep(home: HomeOption = DEFAULT_HOME, config: ConfigOption = None) -> None:
    """Forget states past keep_days that are no edition, and remove files that nothing needs; weekly by itself."""
    place = lake_needed(home, config)
    from store.lake.catalog import opened
    from store.lake.sweeping import sweep

    with opened(place) as catalog, progress_bar() as progress:
        done = sweep(catalog, place, progress)
    print_table(["states", "files", "bytes"], [(done.states, done.files, done.byte_count)])
    if done.torn:
        say(
            f"svmonitor: files are gone from the warehouse that the lake needs, of {', '.join(done.torn)}: the next"
            " write makes the present anew, and editions that had them cannot be read whole",
            "error",
        )
        raise typer.Exit(FOUND_WANTING)


@lake_app.command("erase")
def lake_erase(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="What to take out, such as a name.")
    ] = None,
    file: Annotated[
        Path | None, path_option("--file", help="What to take out, a line each; - is standard input.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Take personal data out of the lake for good: out of what it holds now, every edition and every file.

    Editions stay, without the words. Earlier states that are no edition can no longer be read back where they held
    them. Tables that hold them nowhere stay as they are.
    """
    wanted = [*(words or []), *(lines_of(file) if file else [])]
    if not wanted or any(not word.strip() for word in wanted):
        raise StoreError("name what to take out, such as a name or an e-mail address, or a file of them with --file")
    place = lake_needed(home, config)
    from store.lake.catalog import opened
    from store.lake.erasing import erase
    from store.lake.standing import tables_holding
    from store.lake.words import Words

    with opened(place) as catalog, progress_bar() as progress:
        done = erase(catalog, place, Words(wanted), progress)
    print_table(["values", "files written anew", "files removed"], [(done.values, done.files, done.swept.files)])
    if snapshot_path(home).is_file():
        with snapshot(home) as con:
            left = tables_holding(con, wanted)
        if left:
            places = ", ".join(f"{table} ({how_many(count, 'row')})" for table, count in left.items())
            say(
                f"svmonitor: what is published in {home} still holds them, and would bring them back: {places}", "error"
            )
            raise typer.Exit(FOUND_WANTING)


def lines_of(file: Path) -> list[str]:
    """The lines of a file, or of standard input, that are not empty."""
    try:
        text = sys.stdin.read() if file == STANDARD_INPUT else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file} cannot be read: {error}") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
