"""The commands `svmonitor audit`: people check the classifier."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.text.counts import how_many
from store.commands.options import DEFAULT_HOME, HomeOption, path_argument
from store.commands.saying import FOUND_WANTING, say, say_waiting
from store.database import writer
from store.home import alone, refuse_unread, refuse_unreadable
from store.printing import print_table

audit_app = typer.Typer(help="Have people check the classifier: draw a sample, take labels in.", no_args_is_help=True)


@audit_app.command("sample")
def audit_sample(
    month: Annotated[
        str | None, typer.Option("--month", help="Month the competitions were opened in, such as 2026-10; else all.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Draw a stratified sample for people to label: JSON lines, CSV, and a page to label it with by keyboard."""
    from store.audit.sample import draw, span_of_month

    span_of_month(month)
    refuse_unread(home)
    with alone(home, "audit sample", say_waiting), writer(home) as con:
        sample = draw(con, home, month)
    if sample is None:
        say(f"no process is left to label in {month or 'the published data'}")
        raise typer.Exit(FOUND_WANTING)
    say(f"{how_many(sample.count, 'process', 'processes')} to label")
    print((sample.folder / "index.html").resolve())


@audit_app.command("import")
def audit_import(
    file: Annotated[Path, path_argument(help="Labels: JSON lines or CSV with ocid, label, perhaps themes, note.")],
    annotator: Annotated[str, typer.Option("--annotator", help="Initials of who labelled, such as AB.")],
    origin: Annotated[
        str, typer.Option("--origin", help="sample, or authority for corrections that an authority sent.")
    ] = "sample",
    is_adjudicated: Annotated[
        bool, typer.Option("--adjudicated", help="These settle what others disagree about.")
    ] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take labels in; prints agreement between people and what the classifier gets right by all labels so far."""
    from store.audit.sample import Coder, check_coder, take_in

    coder = Coder(annotator, origin, is_adjudicated)
    check_coder(coder)
    refuse_unreadable(file)
    refuse_unread(home)
    with alone(home, "audit import", say_waiting), writer(home) as con:
        done = take_in(con, home, file, coder)
    for fault in done.faults:
        say(f"svmonitor: left out: {fault}", "warning")
    for oddity in done.oddities:
        say(f"svmonitor: look again: {oddity}", "warning")
    say(f"took in {how_many(done.labels, 'label')}")
    if done.kappa is not None:
        read = f"{how_many(done.pairs, 'process', 'processes')} read by two people"
        say(f"{read}: Cohen's kappa {done.kappa:.2f} on whether there is evidence")
    if done.disagreed:
        say(f"to be settled by a third reader (--adjudicated): {', '.join(done.disagreed)}")
    columns = ["indicator", "found", "of those right", "left alone", "of those missed", "open"]
    print_table(columns, [tuple(reading.values()) for reading in done.readings])
    if done.faults:
        raise typer.Exit(FOUND_WANTING)
