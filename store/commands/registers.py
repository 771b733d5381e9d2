"""The commands `svmonitor registers`: registers of bodies, taken in and matched with the winners of awards."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from crawler.text.counts import how_many
from crawler.text.printable import shown_name
from store.commands.options import DEFAULT_HOME, HomeOption, path_argument, path_option
from store.commands.saying import FOUND_WANTING, say, say_waiting
from store.database import writer
from store.errors import StoreError
from store.home import alone, refuse_file, refuse_unread, refuse_unreadable
from store.printing import print_table
from store.snapshot import snapshot

registers_app = typer.Typer(
    help="Registers of charities, companies and societies, to tell what the winners of awards are.",
    no_args_is_help=True,
)


@registers_app.command("load")
def registers_load(
    path: Annotated[Path, path_argument(metavar="FILE|FOLDER", help="A register as published, plain or packed.")],
    register: Annotated[
        str | None,
        typer.Option(
            "--as", help="charity_commission, companies_house, mutuals, oscr, ccni or housing; else by its columns."
        ),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", help="Day of the register, such as 2026-11-01; else its own or its file's.")
    ] = None,
    is_loss_allowed: Annotated[
        bool,
        typer.Option("--allow-fewer", help="Take it in though it holds far fewer bodies than the snapshot before."),
    ] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take a register in as a snapshot of its day; the next publish matches suppliers with it."""
    from store.registers.layouts import REGISTERS
    from store.registers.load import Asked, load

    if register is not None and register not in REGISTERS:
        raise StoreError(f"there is no register {register!r}: choose from {', '.join(REGISTERS)}")
    try:
        wanted = dt.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise StoreError(f"{day!r} is not a day such as 2026-11-01") from error
    if not path.exists():  # before the home is made
        raise StoreError(f"there is no file {shown_name(str(path))}")
    refuse_file(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{home} cannot be written: {error.strerror}; choose another --home") from error
    with alone(home, "registers load", say_waiting):
        done = load(home, path, Asked(register, wanted, is_loss_allowed=is_loss_allowed))
    for line in done.left_out:
        say(f"left out: {line}", "warning")
    for fault in done.faults:
        say(f"svmonitor: {fault}", "error")
    print_table(
        ["register", "snapshot", "bodies", "names"], [(s.register, s.day, s.bodies, s.names) for s in done.snapshots]
    )
    if done.faults:
        raise typer.Exit(FOUND_WANTING)


@registers_app.command("list")
def registers_list(home: HomeOption = DEFAULT_HOME) -> None:
    """Show the snapshots held, and where each comes from."""
    from store.registers.snapshots import kept

    rows = [(s.register, s.day, s.bodies, s.names, s.checksum[:12], s.loaded_at, s.origin) for s in kept(home)]
    print_table(["register", "snapshot", "bodies", "names", "checksum", "loaded_at", "origin"], rows)


@registers_app.command("review")
def registers_review(
    to: Annotated[
        Path | None, path_option("--to", help="Folder for the page and review.csv; else in the home.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Write the suppliers that a person has to look at, as a page and as CSV to fill in."""
    from store.registers.review import queue, write_queue

    with snapshot(home) as con:
        rows = queue(con)
    page = write_queue(rows, to or home / "registers" / "review")
    say(f"{how_many(len(rows), 'pair')} to decide")
    print(page.resolve())


@registers_app.command("import")
def registers_import(
    file: Annotated[Path, path_argument(help="review.csv filled in: same or different in the column decision.")],
    decided_by: Annotated[str, typer.Option("--by", help="Initials of who decided, such as AB.")],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take decisions in; the next publish follows them."""
    from store.registers.review import check_initials, take_in

    check_initials(decided_by)
    refuse_unreadable(file)
    refuse_unread(home)
    with alone(home, "registers import", say_waiting), writer(home) as con:
        done = take_in(con, home, file, decided_by)
    for fault in done.faults:
        say(f"svmonitor: left out: {fault}", "warning")
    say(f"took in {how_many(done.count, 'decision')}")
    if done.faults:
        raise typer.Exit(FOUND_WANTING)
