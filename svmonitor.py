"""Front door of Social Value Monitor: the commands, and the only place that knows every room."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import functools
import importlib.metadata
import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from classifier.errors import ClassifierError
from crawler import logs
from crawler.errors import CrawlerError
from crawler.home import ownership
from crawler.text.printable import shown_name
from reports.errors import ReportError
from store.database import DATABASE_NAME, writer
from store.errors import StoreError
from store.home import alone, begin_sample, refuse_empty, refuse_file, refuse_sample, refuse_unread
from store.printing import print_csv, print_json, print_line, print_lines, print_table, write_anything
from store.snapshot import snapshot, snapshot_path

if TYPE_CHECKING:
    from classifier.engine import Engine
    from classifier.evidence import Criterion
    from crawler.completeness.verdict import Verdict
    from crawler.server.digest_mail import Mail
    from crawler.server.settings import Digest
    from reports.pages.edition.digest import Digest as Edition
    from reports.publisher import Publisher
    from store.ingest.declared import Span
    from store.ingest.run import IngestSummary
    from store.lake.catalog import Place
    from store.stages import Turn

ProgressCall = Callable[[str, int, int | None], None]

FOUND_WANTING = 1
WRONG_USAGE = 2
PROGRAM_FAULT = 3
SILENT_SECONDS = 5  # at least so long between lines on progress where there is no terminal
INTERRUPTED = 130
NO_SPACE = os.strerror(errno.ENOSPC)
STANDARD_INPUT = Path("-")
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # line breaks and the like, and bytes that are not UTF-8
SPANS_DIFFER = "publish counts all that is held; the headline the 12 months to the end of the week, on Find a Tender"
NOT_ONLINE = (
    "svmonitor: none of the portals asked can be reached: see whether this machine is online (a proxy is named in"
    " HTTPS_PROXY); nothing was changed, and the next run asks for this time again"
)

app = typer.Typer(
    name="svmonitor",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(is_asked: bool) -> None:
    """Print the version of the program and end, when asked."""
    if is_asked:
        print(importlib.metadata.version("social-value-monitor"))
        raise typer.Exit


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


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version of the program.")
    ] = False,
    home: Annotated[
        Path | None, path_option("--home", callback=given_path, help="As with every command; may stand before it.")
    ] = None,
    config: Annotated[
        Path | None, path_option("--config", callback=given_path, help="As with the commands that take settings.")
    ] = None,
) -> None:
    """Evidence of social value in published UK contract notices: how often, how strongly, by whom, about what."""


audit_app = typer.Typer(help="Have people check the classifier: draw a sample, take labels in.", no_args_is_help=True)
app.add_typer(audit_app, name="audit")
registers_app = typer.Typer(
    help="Registers of charities, companies and societies, to tell what the winners of awards are.",
    no_args_is_help=True,
)
app.add_typer(registers_app, name="registers")

lake_app = typer.Typer(
    help="The published tables as Apache Iceberg, for a warehouse or several monitors; set in [lake].",
    no_args_is_help=True,
)
app.add_typer(lake_app, name="lake")

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


# --- messages, progress, time -------------------------------------------------------------------------------------


def say(message: str, level: str = "info") -> None:
    """Write one line of message to standard error, without addresses or secrets; as JSON when asked (SVMONITOR_LOG)."""
    print(logs.line(level, message), file=sys.stderr)


@contextlib.contextmanager
def progress_bar() -> Iterator[ProgressCall]:
    """Yield a progress callback that draws on standard error, or, without a terminal, says a line now and then."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        tasks: dict[str, Any] = {}
        said_at = time.monotonic()

        def update(what: str, done: int, total: int | None) -> None:
            nonlocal said_at
            if bar.disable and time.monotonic() - said_at >= SILENT_SECONDS:
                said_at = time.monotonic()
                line = f"{what}: {done:,} of {total:,}" if total else f"{what}: {done:,}" if done else what
                say(line)
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield update


def utc_now() -> dt.datetime:
    """Return the present instant in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def say_waiting(other: object) -> None:
    """Say who is being waited for."""
    say(f"waiting for {other} to end; Ctrl-C stops the waiting")


def say_no_contact() -> None:
    """Say that portals are not told whom to write to."""
    say("no contact is set: name one under [crawler] in svmonitor.toml, so that portals can reach you", "warning")


# --- homes, settings and stages -----------------------------------------------------------------------------------


def settings_file(home: Path, config: Path | None) -> Path | None:
    """Return the settings file in force: the one named, else the home's own if it is there."""
    own = home / "svmonitor.toml"
    return config or (own if own.is_file() else None)


def crawl_stage(
    home: Path,
    sources: list[str],
    from_: str | None,
    until: str | None,
    run_id: str,
    config: Path | None,
    *,
    environ: dict[str, str] | None = None,
    is_sample: bool = False,
) -> list[Verdict]:
    """Crawl the sources side by side, say how each ended as soon as it has, and return the verdicts.

    Raises:
        typer.Exit: no portal could be reached, so that there is nothing to go on with.
    """
    from crawler.config import load_settings
    from crawler.formats.windows import parse_bound
    from crawler.run import crawl as run_crawl
    from crawler.server.by_hand import note_crawls

    since, end = parse_bound(from_) if from_ else None, parse_bound(until, is_end=True) if until else None
    has_contact = is_sample or bool(load_settings(config).crawler.contact)
    refuse_file(home)
    with progress_bar() as progress:
        if not has_contact:
            say_no_contact()
        verdicts = run_crawl(
            home,
            sources,
            from_=since,
            until=end,
            run_id=run_id,
            config_path=config,
            environ=environ,
            is_sample=is_sample,
            progress=progress,
            tell=say_waiting,
            ended=lambda verdict: say(verdict.sentence()),
        )
    note_crawls(home, verdicts)
    if any("Permission denied" in fault for verdict in verdicts for fault in verdict.errors):
        say_advice()
    if all(verdict.is_unreachable for verdict in verdicts):
        say(NOT_ONLINE, "error")
        raise typer.Exit(FOUND_WANTING)
    return verdicts


@contextlib.contextmanager
def turn_of(home: Path, run_id: str, command: str = "") -> Iterator[Turn]:
    """What the stages of the store are given, with the progress drawn while they run; noted when a command is named."""
    from crawler.server.by_hand import noted
    from store.stages import Turn

    note = noted(home, command, run_id) if command else contextlib.nullcontext()
    with note, progress_bar() as progress:
        yield Turn(home, run_id, progress, say_waiting)


def ingest_stage(home: Path, run_id: str, paths: list[Path], covers: Span | None = None) -> IngestSummary:
    """Read landing (or the given paths) into the database and return what was read."""
    from store import stages

    with turn_of(home, run_id, "" if paths else "ingest") as turn:  # a mistyped path is nobody's alarm
        return stages.ingest(turn, paths, covers)


def classify_stage(home: Path, run_id: str, *, is_all: bool = False) -> dict[str, Any]:
    """Judge every text and criterion not yet judged by the present rules; say what changed, and return counts."""
    from classifier.pool import EnginePool
    from store import stages
    from store.judging import change_lines

    with EnginePool() as pool, turn_of(home, run_id, "classify") as turn:
        counts, changes = stages.classify(turn, pool, is_all=is_all)
    for line in change_lines(changes):
        say(line)
    return counts


def documents_stage(
    home: Path,
    sources: list[str],
    run_id: str,
    config: Path | None,
    *,
    sample_urls: dict[str, str] | None = None,
    environ: dict[str, str] | None = None,
) -> list[Verdict]:
    """Fetch and read the tender documents that are due; say what came of it, and return the verdicts.

    What was got is read before more is asked for.
    """
    from classifier.pool import EnginePool
    from classifier.text.prefilter import the_prefilter
    from crawler.config import load_settings
    from crawler.documents import DocumentFetch
    from store import stages
    from store.documents.draw import Allowance

    settings = load_settings(config)
    own = settings.documents
    if not own.is_fetched:
        return []
    bases = sample_urls or {source: settings.documents_url(source) for source in sources if source in own.sources}
    gate = the_prefilter().strong_words
    with EnginePool() as pool, turn_of(home, run_id, "documents") as turn:
        due = stages.due_documents(turn, pool, Allowance(own.seed, own.allowance, own.per_day), bases)
        options = {"config_path": config, "environ": environ, "is_sample": sample_urls is not None}
        fetch = DocumentFetch(home, run_id, {**options, "progress": turn.progress, "tell": say_waiting})
        read = stages.read_documents(turn, pool, gate)  # what an earlier run got and did not read
        for _ in fetch.batches(due):
            read += stages.read_documents(turn, pool, gate)
    for verdict in fetch.verdicts.values():
        say(verdict.sentence())
    say("documents read: " + (", ".join(f"{count:,} {status}" for status, count in sorted(read.items())) or "none new"))
    return list(fetch.verdicts.values())


def publish_stage(home: Path, run_id: str, config: Path | None = None, *, is_whole: bool = False) -> str:
    """Publish a new snapshot, bring the lake up to it, and return the line that says what is in it."""
    from store import stages
    from store.snapshot import snapshot_path

    is_first = not snapshot_path(home).is_file()
    with turn_of(home, run_id, "publish") as turn:
        summary = stages.publish_snapshot(turn, is_whole=is_whole)
    if summary.whole_because and not is_first:
        say(f"all was derived and published anew: {summary.whole_because}")
    if summary.unjudged:
        say(
            f"{summary.unjudged:,} texts are not judged yet, so show no evidence: classify, then publish",
            "warning",
        )
    lake_stage(home, config)
    return summary.sentence()


def lake_place(home: Path, config: Path | None) -> Place | None:
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


def lake_needed(home: Path, config: Path | None) -> Place:
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
    say(f"lake: {done.rows:,} rows written in {done.parts:,} parts of {done.tables:,} tables")


def publisher_of(home: Path, config: Path | None) -> Publisher:
    """Who publishes the site, by the settings."""
    from crawler.server.settings import load_server_settings
    from reports.publisher import Publisher

    own = load_server_settings(settings_file(home, config)).site
    return Publisher(own.url, own.contact, own.duckdb_wasm)


def report_stage(
    home: Path, week: str | None, *, config: Path | None = None, is_held_if_short: bool = False
) -> tuple[Path, str]:
    """Write the weekly edition and return its path and headline; exit 1 when it is held back."""
    from crawler.server.by_hand import noted
    from reports.run import report as write_report
    from reports.run import show_held
    from store.quality.gate import check_gate

    publisher = publisher_of(home, config)
    # A mistyped week is nobody's alarm; that of cron is never mistyped.
    note = noted(home, "report", logs.begin_run()) if week is None or is_held_if_short else contextlib.nullcontext()
    with note, snapshot(home) as con, alone(home, "report", say_waiting), progress_bar() as progress:
        reasons = check_gate(con, home, week, utc_now(), is_held_if_short=is_held_if_short)
        if reasons:
            show_held(con, home / "published" / "site", publisher)
            say(f"the edition of {week or 'the last week'} is held back: {'; '.join(reasons)}", "warning")
            raise typer.Exit(FOUND_WANTING)
        site = home / "published" / "site"
        summary = write_report(con, site, week=week, publisher=publisher, progress=progress)
        is_lake_short = keep_for_lake(home, config, summary.week, summary.version)
    if is_lake_short:
        lake_stage(home, config)
    return summary.path, summary.headline


def keep_for_lake(home: Path, config: Path | None, week: str, version: int) -> bool:
    """Keep the data that an edition was made of until the lake, if one is set, names them; whether it does not yet."""
    from store.lake.state import keep_edition, tag_of

    place = lake_place(home, config)
    return place is not None and place.is_main and keep_edition(home, tag_of(week, version))


def exit_for(verdicts: list[Verdict]) -> None:
    """Exit 1 when some portal was not crawled whole."""
    if not all(verdict.is_ok for verdict in verdicts):
        raise typer.Exit(FOUND_WANTING)


# --- commands -----------------------------------------------------------------------------------------------------


@app.command()
def demo(home: HomeOption = DEFAULT_HOME) -> None:
    """Show the whole way on sample data, offline: crawl a bundled portal, backfill, classify, publish, report."""
    from crawler.sample.history.files import SPANS, write_history
    from crawler.sample.packs import served
    from crawler.sample.portal import SamplePortal
    from crawler.sample.registers import write_registers
    from crawler.sample.releases import SAMPLE_FROM, SAMPLE_UNTIL, SAMPLE_WEEK, load_releases
    from store.ingest.declared import Span
    from store.registers.load import load

    begin_sample(home)
    run_id = logs.begin_run()
    with SamplePortal(load_releases(), documents=served()) as portal:
        environ = {f"SVMONITOR_PORTALS__{source.upper()}": url for source, url in portal.urls.items()}
        environ |= {f"SVMONITOR_PACE__{source.upper()}": '{"delay": 0}' for source in portal.urls}
        from_, until = (instant.isoformat() for instant in (SAMPLE_FROM, SAMPLE_UNTIL))
        verdicts = crawl_stage(home, list(portal.urls), from_, until, run_id, None, environ=environ, is_sample=True)
        read = [ingest_stage(home, run_id, [])]
        for source, path in write_history(home / "sample-history").items():
            read.append(ingest_stage(home, run_id, [path], Span(source, *SPANS[source])))
        classify_stage(home, run_id)
        documents_stage(home, list(portal.urls), run_id, None, sample_urls=portal.urls, environ=environ)
    load(home, write_registers(home / "sample-registers"))
    say(publish_stage(home, run_id))
    path, headline = report_stage(home, SAMPLE_WEEK)
    say(f"read {sum(summary.totals()['releases_read'] for summary in read):,} sample releases")
    print(headline)
    print(f"Report (sample data): {path.resolve()}")
    say(SPANS_DIFFER)
    exit_for(verdicts)


@app.command()
def run(
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this portal; may be repeated.")] = None,
    from_: FromOption = None,
    until: UntilOption = None,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Do it all: crawl what is due, ingest, classify, fetch and read tender documents, publish, report."""
    from store import stages

    sources = known_sources(source or [])
    check_dates(from_, until)
    refuse_sample(home)
    run_id, settings = logs.begin_run(), settings_file(home, config)
    verdicts = crawl_stage(home, sources, from_, until, run_id, settings)
    ingest_stage(home, run_id, [])
    with turn_of(home, run_id) as turn:
        if not stages.holds_notices(turn):
            say("svmonitor: no notice could be read from any portal, so that there is nothing to publish yet", "error")
            raise typer.Exit(FOUND_WANTING)
    classify_stage(home, run_id)
    documents_stage(home, sources, run_id, settings)
    say(publish_stage(home, run_id, config))
    path, headline = report_stage(home, None, config=config)
    print(headline)
    print(f"Report: {path.resolve()}")
    say(SPANS_DIFFER)
    exit_for(verdicts)


def known_sources(names: list[str]) -> list[str]:
    """Return the named sources, or all of them when none is named.

    Raises:
        CrawlerError: A name is not a source.
    """
    from crawler.sources import SOURCES

    for name in names:
        if name not in SOURCES:
            raise CrawlerError(f"there is no source {name!r}: choose from {', '.join(SOURCES)}")
    return names or list(SOURCES)


def check_dates(from_: str | None, until: str | None) -> None:
    """Stop at dates that are none, or that hold no time between them.

    Raises:
        CrawlerError: as said.
    """
    from crawler.formats.windows import check_span, parse_bound

    since, end = parse_bound(from_) if from_ else None, parse_bound(until, is_end=True) if until else None
    if since:
        check_span(since, min(end, utc_now()) if end else utc_now())


@app.command()
def crawl(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Portals to ask, such as find_a_tender.")],
    from_: FromOption = None,
    until: UntilOption = None,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Ask portals for what is due (or for the dates given) and keep the raw pages in landing/."""
    sources = known_sources(sources)
    check_dates(from_, until)
    refuse_sample(home)
    verdicts = crawl_stage(home, sources, from_, until, logs.begin_run(), settings_file(home, config))
    exit_for(verdicts)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, path_argument(metavar="[PATH]...", help="Files or folders; landing/ when none is given.")
    ] = None,
    covers: Annotated[
        tuple[str, str, str] | None,
        typer.Option(
            metavar="SOURCE FROM UNTIL",
            help="What the files hold whole, such as contracts_finder 2020-01-01 2020-12-31: declared, never proven.",
        ),
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Read landing pages, or any OCDS or TED XML files, into the database; print what was read, source by source."""
    from store.ingest.declared import Span
    from store.ingest.readers.folders import refuse_missing

    refuse_sample(home)
    span = Span.read(*covers) if covers else None
    refuse_missing(paths or [])
    if not paths:
        refuse_empty(home)
    summary = ingest_stage(home, logs.begin_run(), paths or [], span)
    print_table(*summary.table())
    for name in summary.left_out:
        say(f"left out, not a file of notices: {name}")
    for fault in summary.faults:
        say(f"svmonitor: {fault}")
    if summary.documents_known:
        say(f"documents that were read before: {summary.documents_known:,}")
    if summary.unopened:
        say(f"svmonitor: {summary.unopened:,} of what was given could not be opened; all else was read", "error")
        raise typer.Exit(FOUND_WANTING)
    if not summary.is_reconciled:
        say("svmonitor: the counts do not reconcile: some releases are not accounted for")
        raise typer.Exit(FOUND_WANTING)


@app.command()
def classify(
    is_all: Annotated[bool, typer.Option("--all", help="Judge everything again, not only what is new.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Judge the texts and award criteria that the present rules have not judged yet."""
    refuse_unread(home)
    counts = classify_stage(home, logs.begin_run(), is_all=is_all)
    say(f"judged {counts['texts']:,} texts and {counts['criteria']:,} award criteria")


@app.command()
def documents(
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this portal; may be repeated.")] = None,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Fetch the tender documents that portals publish openly and that are due, read them, and judge them."""
    refuse_sample(home)
    refuse_unread(home)
    exit_for(documents_stage(home, known_sources(source or []), logs.begin_run(), settings_file(home, config)))


@app.command()
def publish(
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
    is_whole: Annotated[bool, typer.Option("--whole", help="Make every row anew, not only what has changed.")] = False,
) -> None:
    """Make the snapshot for readers: database, Parquet, CSV and datapackage.json, swapped in whole."""
    refuse_unread(home)
    print(publish_stage(home, logs.begin_run(), config, is_whole=is_whole))
    print((home / "published").resolve())
    say(SPANS_DIFFER)


@app.command()
def rebuild(
    paths: Annotated[
        list[Path] | None, path_argument(metavar="[PATH]...", help="Files that were given to ingest by hand.")
    ] = None,
    is_loss_allowed: Annotated[
        bool, typer.Option("--drop", help="Do without notices that are neither in landing/ nor in the files given.")
    ] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Make the database anew from landing/, and publish from it; the old one stays until it is done."""
    from classifier.pool import EnginePool
    from classifier.text.prefilter import the_prefilter
    from store import stages
    from store.ingest.readers.folders import refuse_missing

    refuse_missing(paths or [])
    with EnginePool() as pool, turn_of(home, logs.begin_run(), "" if paths else "rebuild") as turn:
        gate = the_prefilter().strong_words
        summary, is_old_readable = stages.rebuild(turn, paths or [], pool, gate=gate, is_loss_allowed=is_loss_allowed)
    if not is_old_readable:
        say("the old database could not be read: the record of runs begins anew, and the file is kept", "warning")
    say(f"rebuilt; the published data are version {summary.data_version}")
    lake_stage(home, config)
    print(summary.sentence())
    print((home / "published").resolve())


@app.command()
def report(
    week: Annotated[
        str | None, typer.Option("--week", help="ISO week, such as 2026-W47; else the last one over.")
    ] = None,
    is_held_if_short: Annotated[
        bool, typer.Option("--hold", help="Hold the edition back when data or checks fall short, as the server does.")
    ] = False,
    is_retried: Annotated[bool, typer.Option("--held", help="Try every edition again that is held back.")] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Write the weekly edition as a static page in published/site/."""
    if is_retried:
        retry_held(home, config)
        return
    path, headline = report_stage(home, week, config=config, is_held_if_short=is_held_if_short)
    print(headline)
    print(f"Report: {path.resolve()}")
    say(SPANS_DIFFER)


def retry_held(home: Path, config: Path | None) -> None:
    """Write each edition that is held back, if it may go out by now; exit 1 when one may not."""
    from store.quality.gate import read_gate

    is_one_held = False
    for hold in read_gate(home).holds:
        try:
            print(f"Report: {report_stage(home, hold.week, config=config, is_held_if_short=True)[0].resolve()}")
        except typer.Exit:
            is_one_held = True
    if is_one_held:
        raise typer.Exit(FOUND_WANTING)


@app.command()
def digest(
    week: Annotated[str | None, typer.Option("--week", help="ISO week, such as 2026-W47; the latest edition.")] = None,
    dry_run: Annotated[
        Path | None, path_option("--dry-run", help="Write the e-mails to this folder as .eml and send nothing.")
    ] = None,
    is_unattended: Annotated[
        bool,
        typer.Option("--unattended", help="As the server and cron do: not before a person has sent the first one."),
    ] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Send an edition by e-mail to everyone in [digest], each once."""
    from crawler.server.digest_mail import first_waiting, send_digest, write_mails
    from crawler.server.settings import load_server_settings
    from reports.pages.edition.digest import digest_of
    from store.weeks import Week

    if week is not None:
        Week.parse(week)
    settings = load_server_settings(settings_file(home, config))
    if not (settings.digest.emails or settings.digest.lists) and dry_run is None:
        say("nobody is to get the edition by e-mail: emails and lists in [digest] are empty")
        return
    found = digest_of(home / "published" / "site", week)
    if found is None:
        say("there is no edition to send by e-mail yet")
        return
    if is_unattended and first_waiting(home, settings):
        say(f"edition {found.week} is on the site and not sent by e-mail: look at it, then run `svmonitor digest`")
        return
    mails, unknown = mails_of(home, config, settings.digest, found)
    if dry_run is not None:
        for path in write_mails(dry_run, mails, settings):
            print(path.resolve())
        if unknown:
            raise typer.Exit(FOUND_WANTING)
        return
    refuse_sample(home)
    with alone(home, "digest", say_waiting):
        done = send_digest(home, settings, mails)
    say(f"edition {found.week}: sent {done.sent} e-mails; {done.before} had it before")
    for failure in done.failures:
        say(f"svmonitor: not sent: {failure}", "error")
    if done.failures or unknown:
        raise typer.Exit(FOUND_WANTING)


def mails_of(home: Path, config: Path | None, settings: Digest, edition: Edition) -> tuple[dict[str, Mail], int]:
    """The e-mail of each person, one each, and how many followed names are of no body; those are said and left out."""
    from crawler.server.digest_mail import Mail
    from reports.pages.edition.followed import news_of

    edition_mail = Mail(edition.week, edition.subject, edition.text, edition.html)
    followed: dict[str, tuple[str, ...]] = settings.followed()
    unknown: set[str] = set()
    nobody = [] if followed else ["you@example.org"]  # of a dry run
    mails = dict.fromkeys(settings.emails or nobody, edition_mail)
    if not followed:
        return mails, 0
    with snapshot(home) as con:
        publisher = publisher_of(home, config)
        told_of = {names: news_of(con, names, edition.week, publisher) for names in set(followed.values())}
        for address, names in followed.items():
            news, wrong = told_of[names]
            unknown |= wrong
            if news is not None:
                told = news.added_to(edition) if address in mails else news.alone()
                mails[address] = Mail(told.week, told.subject, told.text, told.html)
    for line in sorted(unknown):
        say(f"svmonitor: {line}", "warning")
    return mails, len(unknown)


@app.command()
def judge(
    file: Annotated[Path | None, path_argument(help="What to judge; - or none is standard input.")] = None,
    is_jsonl: Annotated[bool, typer.Option("--jsonl", help='JSON lines of {"id", "text"} in, judgements out.')] = False,
    is_ocds: Annotated[bool, typer.Option("--ocds", help="OCDS releases or packages in, judgements out.")] = False,
    home: UnusedHomeOption = None,  # noqa: ARG001 - no database is needed
) -> None:
    """Judge any text, and show the sentences that count and the rule behind each; needs no database."""
    from classifier.engine import load_engine

    if is_jsonl and is_ocds:
        raise StoreError("give --jsonl or --ocds, not both")
    if file == STANDARD_INPUT:
        file = None
    if file is not None and (file.is_dir() or not file.exists()):  # a pipe will do
        name = shown_name(str(file))
        raise StoreError(f"{name} is a folder: name a file in it" if file.is_dir() else f"there is no file {name}")
    engine = load_engine()
    if is_ocds:
        judge_ocds(engine, file)
    elif is_jsonl:
        judge_jsonl(engine, file)
    else:
        judge_text(engine, file)


def judge_text(engine: Engine, file: Path | None) -> None:
    """Judge one plain text and print its level and each passage with the rule trail."""
    from classifier.judgements import explain
    from store.given import given_text

    name = shown_name(file.name) if file else "text"
    text = given_text(name, file.read_bytes() if file else sys.stdin.buffer.read())
    for _, evidence in engine.judge([(name, text)]):
        print_lines(explain(name, evidence, engine.version))


def judge_jsonl(engine: Engine, file: Path | None) -> None:
    """Judge JSON lines, one judgement a line; lines that cannot be read are named and the rest still comes out."""
    from classifier.judgements import judgement, read_texts
    from store.given import given_lines

    bad_lines: list[int] = []
    with file.open("rb") if file else contextlib.nullcontext(sys.stdin.buffer) as lines:
        for identifier, evidence in engine.judge(read_texts(given_lines(lines), bad_lines)):
            print_line(judgement(identifier, evidence, engine.version))
    if bad_lines:
        shown = ", ".join(map(str, bad_lines[:10])) + (" ..." if len(bad_lines) > 10 else "")
        say(f'svmonitor: left out lines that are not {{"id", "text"}}: {shown}')
        raise typer.Exit(WRONG_USAGE)


def judge_ocds(engine: Engine, file: Path | None) -> None:
    """Judge OCDS releases (or TED forms), one judgement a line, each span with the path it stands in."""
    from classifier.judgements import judgement
    from store.ingest.releases import criteria_by_lot, notices_in

    faults: list[str] = []
    for rows in notices_in(file or sys.stdin.buffer.read(), faults):
        if rows.notice is None:
            continue
        found = [(path, item) for path, evidence in engine.judge(rows.texts) for item in evidence]
        for criteria in criteria_by_lot(rows.criteria):
            found += engine.judge_criteria(criteria)[1]
        result = judgement(rows.notice["release_id"], [item for _, item in found], engine.version)
        for span, (path, _) in zip(result["spans"], found, strict=True):
            span["path"] = path
        print_line({"ocid": rows.notice["ocid"], **result})
    for fault in faults:
        say(f"svmonitor: {fault}")
    if faults:
        raise typer.Exit(WRONG_USAGE)


@app.command()
def why(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="A notice id or an ocid.")],
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Show why a notice is counted as it is: scope step by step, and every passage with its rule trail."""
    from store.why import explain, explanation_lines

    with snapshot(home) as con:
        explanation = explain(con, identifier)
    if is_json:
        print_json(explanation)
        return
    print_lines(explanation_lines(explanation))


@app.command()
def brief(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any name of a public body, such as Lambeth.")],
    to: Annotated[Path, path_option("--to", help="Folder to write it to.")] = Path(),
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Write a brief of one page on a public body: HTML, and PDF where Chromium is installed."""
    from reports.brief import write_brief

    with snapshot(home) as con:
        made = []
        for path in write_brief(con, name, to, publisher_of(home, config)):
            print(path)
            made.append(path)
    if len(made) == 1:
        say("no PDF: Chromium is not installed here; the page prints on one sheet")


@app.command()
def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help="SQL, or the name of an example query.")] = None,
    is_list: Annotated[bool, typer.Option("--list", help="List the example queries.")] = False,
    is_sql: Annotated[bool, typer.Option("--sql", help="Print the SQL of an example query.")] = False,
    is_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Ask the published database, in SQL or by the name of an example query."""
    from store.query import list_queries, run_sql

    if is_csv and is_json:
        raise StoreError("give --csv or --json, not both")
    named = {item.name: item for item in list_queries()}
    if is_list:
        columns, rows = ["name", "what it answers"], [(item.name, item.title) for item in named.values()]
    elif not sql or not sql.strip():
        raise StoreError("give some SQL or the name of an example query (svmonitor query --list shows them)")
    else:
        if sql not in named and (is_sql or sql.isidentifier()):
            raise StoreError(f"there is no example query '{sql}': svmonitor query --list shows them")
        if is_sql:
            print(named[sql].sql.strip())
            return
        with snapshot(home) as con:
            columns, rows = run_sql(con, named[sql].sql if sql in named else sql)
    if is_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif is_csv:
        print_csv(columns, rows)
    else:
        print_table(columns, rows)


@app.command()
def status(
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Show the ledger, completeness by source and week, last runs and faults; exit 1 when a person is needed."""
    from crawler.home.lock import holder
    from crawler.server.running import running_rows
    from store.status import Place, Seen, status_lines
    from store.status import status as read_status

    refuse_file(home)
    other, is_closed = holder(home, "writer"), home.is_dir() and not os.access(home, os.W_OK, effective_ids=True)
    own = settings_file(home, config)
    seen = Seen(alarms_of(home, own), running_rows(home), list(notes_of(home, own)))
    if other or is_closed:
        if other:
            say(f"{other} is writing: the ledger is that of the last snapshot")
        else:
            say(f"{home} cannot be written: the ledger is that of the last snapshot")
        place = Place.SNAPSHOT if snapshot_path(home).is_file() else Place.NOWHERE
        facts = read_status(home, utc_now(), seen, place)
    else:
        with alone(home, "status", say_waiting):
            facts = read_status(home, utc_now(), seen)
    if is_json:
        print_json(facts)
    else:
        print_lines(status_lines(facts))
    if facts["needs_person"]:
        raise typer.Exit(FOUND_WANTING)


def alarms_of(home: Path, config: Path | None) -> list[dict[str, Any]]:
    """Every alarm of a home, as a person is told it: the verdict that notify and the page for machines give too."""
    from crawler.server.alarms.health import alarms
    from crawler.server.notify import facts_of
    from crawler.server.settings import load_server_settings
    from store.quality.alarms import look

    settings = load_server_settings(config)
    if not home.is_dir():
        return []
    return [facts_of(alarm) for alarm in alarms(home, settings.health, utc_now(), look(home, utc_now()))]


def notes_of(home: Path, config: Path | None) -> Iterator[str]:
    """What a person may want to know of a home and need not act on."""
    from crawler.server.digest_mail import first_waiting
    from crawler.server.settings import load_server_settings
    from store.lake.state import read_state

    settings = load_server_settings(config)
    lag = read_state(home).lag if settings.lake.catalog else ""
    if lag:
        yield lag
    week = first_waiting(home, settings)
    if week:
        yield (
            f"The edition of {week} is on the site and was sent to nobody by e-mail, as it is the first of this home."
            " Look at it: `svmonitor digest` sends it, and later ones then go out by themselves"
        )


@app.command("train")
def train_model(
    to: Annotated[Path, path_option("--to", help="Folder to write the model to.")] = Path("model"),
    labels: Annotated[Path | None, path_option("--labels", help="Folder of labels; else the packaged.")] = None,
    home: UnusedHomeOption = None,  # noqa: ARG001 - no database is needed
) -> None:
    """Train the classifier's model from labelled passages; the same labels always give the same model."""
    from classifier.engine import Engine
    from classifier.labels.reading import read_labels
    from classifier.model.lessons import groups_of, taught_of
    from classifier.model.train import fingerprint, save, train

    labelled = read_labels(labels)
    with progress_bar() as progress:
        model = train(
            taught_of(labelled, groups_of(labelled), Engine().lessons), fingerprint(labels), progress=progress
        )
    try:
        size = save(model, to)
    except OSError as error:
        raise StoreError(f"cannot write to {to}: {error.strerror}") from error
    say(f"model {model.meta['version']} from {model.meta['lessons']:,} passages, {size / 1e6:.1f} MB")
    print(to.resolve())


@app.command("evaluate")
def evaluate_classifier(
    gold: Annotated[Path | None, path_option("--gold", help="JSON lines of labelled passages of real notices.")] = None,
    processes: Annotated[
        Path | None, path_option("--processes", help="JSON lines of whole notices and their levels.")
    ] = None,
    is_unseen: Annotated[
        bool, typer.Option("--unseen", help="Neither was in view when rules and model were made.")
    ] = False,
    material: Annotated[str, typer.Option("--material", help="What they are, in words.")] = "passages of real notices",
    to: Annotated[Path | None, path_option("--to", help="Write the card to this Markdown file.")] = None,
    rows_to: Annotated[Path | None, path_option("--rows-to", help="Write the figures to this CSV file.")] = None,
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: UnusedHomeOption = None,  # noqa: ARG001 - no database is needed
) -> None:
    """Measure the classifier on labelled passages and whole notices, and print its card. Takes about a minute."""
    from classifier.evaluation.accuracy import accuracy_rows, write_accuracy
    from classifier.evaluation.card import card
    from classifier.evaluation.processes import read_processes
    from classifier.evaluation.run import evaluate

    labelled = list(read_processes(processes, contents_of_release)) if processes is not None else None
    with progress_bar() as progress:
        figures = evaluate(gold, processes=labelled, progress=progress)
    page = card(figures, material, is_unseen=is_unseen)
    try:
        if rows_to is not None:
            rows = accuracy_rows(figures, material, f"{utc_now():%Y-%m-%d}", is_unseen=is_unseen)
            write_accuracy(rows, rows_to)
        if to is not None:
            to.write_text(page, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot write to {error.filename}: {error.strerror}") from error
    if is_json:
        print_json(figures)
    elif to is None:
        print(page, end="")


def contents_of_release(body: bytes) -> tuple[list[tuple[str, str]], list[list[Criterion]]]:
    """Texts and award criteria, lot by lot, of the bytes of an OCDS release or package."""
    from store.ingest.releases import criteria_by_lot, notices_in

    faults: list[str] = []
    read = [rows for rows in notices_in(body, faults) if rows.notice is not None]
    if not read:
        raise StoreError(f"a release cannot be read: {'; '.join(faults) or 'it holds no notice'}")
    texts = [text for rows in read for text in rows.texts]
    return texts, [criteria for rows in read for criteria in criteria_by_lot(rows.criteria)]


@app.command()
def schedule(home: HomeOption = DEFAULT_HOME, config: ConfigOption = None) -> None:
    """Run the server: every job at its time, in the foreground, until it is told to stop."""
    from crawler.server.scheduler import Server
    from crawler.server.settings import load_server_settings

    refuse_sample(home)
    config = settings_file(home, config)
    settings = load_server_settings(config)
    logs.log_to_stderr()
    Server(home.resolve(), config.resolve() if config else None, settings).serve()


@app.command()
def notify(
    is_test: Annotated[bool, typer.Option("--test", help="Send everyone a test message and look at nothing.")] = False,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Look for faults, and tell each person by e-mail and webhook once, and once more when it is over."""
    from crawler.server.notify import look_and_tell, send_test
    from crawler.server.settings import load_server_settings
    from store.quality.alarms import look

    settings = load_server_settings(settings_file(home, config))
    if is_test:
        told = send_test(settings)
    else:
        told = look_and_tell(home, settings, look(home, utc_now()))
        for title in told.titles:
            print(title)
    say(f"sent {told.sent} messages")
    for failure in told.failures:
        say(f"svmonitor: not sent: {failure}", "error")
    if told.failures:
        raise typer.Exit(FOUND_WANTING)


@app.command()
def release(
    week: Annotated[str, typer.Argument(metavar="WEEK", help="ISO week that is held back, such as 2026-W47.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it goes out as it is; printed in the edition.")],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Let an edition out that is held back, with a reason that is printed in it."""
    from store.quality.gate import release as release_edition

    with alone(home, "release", say_waiting):
        release_edition(home, week, reason, utc_now())
    path, headline = report_stage(home, week)
    print(headline)
    print(f"Report: {path.resolve()}")


@audit_app.command("sample")
def audit_sample(
    month: Annotated[
        str | None, typer.Option("--month", help="Month the competitions were opened in, such as 2026-10; else all.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Draw a stratified sample for people to label: JSON lines, CSV, and a page to label it with by keyboard."""
    from store.audit.sample import draw

    refuse_unread(home)
    with alone(home, "audit sample", say_waiting), writer(home) as con:
        sample = draw(con, home, month)
    if sample is None:
        say(f"no process is left to label in {month or 'the published data'}")
        raise typer.Exit(FOUND_WANTING)
    say(f"{sample.count} processes to label")
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
    from store.audit.sample import Coder, take_in

    refuse_unread(home)
    with alone(home, "audit import", say_waiting), writer(home) as con:
        done = take_in(con, home, file, Coder(annotator, origin, is_adjudicated))
    for fault in done.faults:
        say(f"svmonitor: left out: {fault}", "warning")
    say(f"took in {done.labels} labels")
    if done.kappa is not None:
        say(f"{done.pairs} processes read by two people: Cohen's kappa {done.kappa:.2f} on whether there is evidence")
    if done.disagreed:
        say(f"to be settled by a third reader (--adjudicated): {', '.join(done.disagreed)}")
    columns = ["indicator", "found", "of those right", "left alone", "of those missed", "open"]
    print_table(columns, [tuple(reading.values()) for reading in done.readings])
    if done.faults:
        raise typer.Exit(FOUND_WANTING)


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
    refuse_file(home)
    try:
        wanted = dt.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise StoreError(f"{day!r} is not a day such as 2026-11-01") from error
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


@registers_app.command("fetch")
def registers_fetch(
    registers: Annotated[
        list[str] | None, typer.Argument(metavar="[REGISTER]...", help="Registers to fetch; else all with an address.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Ask the regulators for their registers, and take each in; exit 1 when one could not be had."""
    from crawler.config import load_settings
    from crawler.register_fetch import fetch
    from store.registers.load import Asked, load

    refuse_sample(home)
    settings = load_settings(settings_file(home, config))
    names = settings.registers.names(registers or [])
    is_one_missing = False
    with alone(home, "registers fetch", say_waiting):
        for name in names:
            try:
                got = fetch(home, name, settings, tell=say)
                done = load(home, got.path, Asked(name, got.day, got.url))
            except (CrawlerError, StoreError) as error:
                say(f"svmonitor: {name}: {error}", "error")
                is_one_missing = True
                continue
            for line in done.left_out:
                say(f"left out: {line}", "warning")
            for each in done.snapshots:
                print(f"{each.register} of {each.day}: {each.bodies:,} bodies")
    if is_one_missing:
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
    say(f"{len(rows):,} pairs to decide")
    print(page.resolve())


@registers_app.command("import")
def registers_import(
    file: Annotated[Path, path_argument(help="review.csv filled in: same or different in the column decision.")],
    decided_by: Annotated[str, typer.Option("--by", help="Initials of who decided, such as AB.")],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take decisions in; the next publish follows them."""
    from store.registers.review import take_in

    refuse_unread(home)
    with alone(home, "registers import", say_waiting), writer(home) as con:
        done = take_in(con, home, file, decided_by)
    for fault in done.faults:
        say(f"svmonitor: left out: {fault}", "warning")
    say(f"took in {done.count} decisions")
    if done.faults:
        raise typer.Exit(FOUND_WANTING)


@app.command()
def retention(home: HomeOption = DEFAULT_HOME, config: ConfigOption = None) -> None:
    """Remove what the settings keep no longer: old logs and broken answers; raw pages and documents if so set."""
    from crawler.server.retention import remove
    from crawler.server.settings import load_server_settings
    from store.documents.record import documents_kept

    settings = load_server_settings(settings_file(home, config))
    days = settings.documents.keep_days
    with alone(home, "retention", say_waiting):
        kept: list[str] = []
        if days and (home / DATABASE_NAME).is_file():
            with writer(home) as con:
                kept = documents_kept(con)
        removed = remove(home, settings.retention, utc_now(), document_days=days, documents_kept=kept)
    print_table(["what", "files", "bytes"], removed)


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
    """Take personal data out of the lake for good: out of what it holds now, every edition and every file."""
    place = lake_needed(home, config)
    from store.lake.catalog import opened
    from store.lake.erasing import Words, erase
    from store.lake.standing import tables_holding

    wanted = [*(words or []), *(lines_of(file) if file else [])]
    if not wanted or any(not word.strip() for word in wanted):
        raise StoreError("name what to take out, such as a name or an e-mail address, or a file of them with --file")
    with opened(place) as catalog, progress_bar() as progress:
        done = erase(catalog, place, Words(wanted), progress)
    print_table(["values", "files written anew", "files removed"], [(done.values, done.files, done.swept.files)])
    if snapshot_path(home).is_file():
        with snapshot(home) as con:
            left = tables_holding(con, wanted)
        if left:
            places = ", ".join(f"{table} ({count:,} rows)" for table, count in left.items())
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


def fault_line(error: Exception) -> tuple[str, int]:
    """What to say of an error that nothing foresaw, and the exit code: a full disk is not the program's fault."""
    if isinstance(error, PermissionError):
        return f"svmonitor: {error.filename or 'a file'} cannot be read or written: {error.strerror}", WRONG_USAGE
    if NO_SPACE in str(error):
        return "svmonitor: the disk is full: make room and run it again; what was done before stays", WRONG_USAGE
    place = traceback.extract_tb(error.__traceback__)[-1]
    cause = str(error).partition("\n")[0]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    fault = f"svmonitor: a fault of the program: {type(error).__name__}: {cause} ({where}; please report it)"
    return fault, PROGRAM_FAULT


def say_foreign(error: BaseException | None) -> None:
    """Say which file of the home belongs to another user, when something was not permitted, and what mends it."""
    while error is not None:
        if isinstance(error, PermissionError) or "Permission denied" in str(error):
            say_advice()
            return
        error = error.__cause__


def say_advice() -> None:
    """Say what in the home belongs to another user, if anything does."""
    advice = ownership.advice(Given.home) if Given.home else ""
    if advice:
        say(f"svmonitor: {advice}", "error")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 found wanting, 2 a user's mistake, 3 a fault of the program."""
    write_anything()
    try:
        code = app(args=arguments, prog_name="svmonitor", standalone_mode=False)
    except typer.TyperException as error:
        say(f"svmonitor: {error.format_message()} (svmonitor --help shows the commands)", "error")
        return WRONG_USAGE
    except (ClassifierError, CrawlerError, StoreError, ReportError) as error:
        said = str(error).encode("utf-8", "backslashreplace").decode()  # names of files may hold anything
        say(f"svmonitor: {said}", "error")
        say_foreign(error)
        return WRONG_USAGE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone: nothing is left to flush
        return 0
    except Exception as error:  # whatever it is, a person gets a line and the server an exit code
        if "SVMONITOR_TRACEBACK" in os.environ:
            raise
        line, exit_code = fault_line(error)
        say(line, "error")
        say_foreign(error)
        return exit_code
    if code == INTERRUPTED:  # as an exception, or as what typer makes of it
        say("svmonitor: stopped; the next run goes on from here")
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
