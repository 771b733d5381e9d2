"""Front door of Social Value Monitor: the commands, and the only place that knows every room."""

from __future__ import annotations

import contextlib
import errno
import importlib.metadata
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classifier.errors import ClassifierError
from crawler import logs
from crawler.errors import CrawlerError
from crawler.home import ownership
from crawler.text.counts import by_count, how_many
from crawler.text.printable import shown_name
from reports.errors import ReportError
from store.commands.asking import query, status, why
from store.commands.audit import audit_app
from store.commands.lake import keep_for_lake, lake_app, lake_stage
from store.commands.options import (
    DEFAULT_HOME,
    STANDARD_INPUT,
    ConfigOption,
    FromOption,
    Given,
    HomeOption,
    UntilOption,
    UnusedHomeOption,
    given_path,
    path_argument,
    path_option,
    settings_file,
)
from store.commands.query_help import QueryCommand
from store.commands.registers import registers_app
from store.commands.saying import (
    FOUND_WANTING,
    INTERRUPTED,
    PROGRAM_FAULT,
    WRONG_USAGE,
    progress_bar,
    say,
    say_waiting,
    utc_now,
)
from store.commands.streams import occupy_closed, standard_input
from store.database import DATABASE_NAME, writer
from store.errors import StoreError
from store.home import alone, begin_sample, refuse_empty, refuse_file, refuse_sample, refuse_unread
from store.printing import print_json, print_line, print_lines, print_table, write_anything
from store.snapshot import snapshot, snapshot_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classifier.engine import Engine
    from crawler.completeness.verdict import Verdict
    from reports.publisher import Publisher
    from store.ingest.declared import Span
    from store.ingest.summary import IngestSummary
    from store.stages import Turn

NO_SPACE = os.strerror(errno.ENOSPC)
# What a disk, a share or a device may say at any moment.
OF_THE_DISK = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.EROFS})
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


app.add_typer(audit_app, name="audit")
app.add_typer(registers_app, name="registers")
app.add_typer(lake_app, name="lake")


# --- stages --------------------------------------------------------------------------------------------------------


def say_no_contact() -> None:
    """Say that portals are not told whom to write to."""
    say("no contact is set: name one under [crawler] in svmonitor.toml, so that portals can reach you", "warning")


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


def publish_stage(
    home: Path, run_id: str, config: Path | None = None, *, is_whole: bool = False, is_loss_allowed: bool = False
) -> str:
    """Publish a new snapshot, bring the lake up to it, and return the line that says what is in it."""
    from store import stages

    is_first = not os.path.lexists(snapshot_path(home))
    with turn_of(home, run_id, "publish") as turn:
        summary = stages.publish_snapshot(turn, is_whole=is_whole, is_loss_allowed=is_loss_allowed)
    if summary.whole_because and not is_first:
        say(f"all was derived and published anew: {summary.whole_because}")
    if summary.unjudged:
        count = summary.unjudged
        is_are, shows = by_count(count, "is", "are"), by_count(count, "shows", "show")
        say(
            f"{how_many(count, 'text')} {is_are} not judged yet, so {shows} no evidence: classify, then publish",
            "warning",
        )
    lake_stage(home, config)
    return summary.sentence()


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
    from store.weeks import Week

    if week is not None:
        Week.parse(week)
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
    released = sum(summary.totals()["releases_read"] for summary in read)
    say(f"read {how_many(released, 'sample release')}")
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
    settings = settings_checked(home, config)
    refuse_sample(home)
    run_id = logs.begin_run()
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


def settings_checked(home: Path, config: Path | None) -> Path | None:
    """The settings file in force, read once: its faults are told before the home is looked at, or hours of work.

    Raises:
        CrawlerError: it cannot be read, or a value is not acceptable.
    """
    from crawler.server.settings import load_server_settings

    found = settings_file(home, config)
    load_server_settings(found)
    return found


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
    settings = settings_checked(home, config)
    refuse_sample(home)
    verdicts = crawl_stage(home, sources, from_, until, logs.begin_run(), settings)
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

    span = Span.read(*covers) if covers else None
    refuse_missing(paths or [])
    refuse_sample(home)
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
    criteria = how_many(counts["criteria"], "award criterion", "award criteria")
    say(f"judged {how_many(counts['texts'], 'text')} and {criteria}")


@app.command()
def documents(
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this portal; may be repeated.")] = None,
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Fetch the tender documents that portals publish openly and that are due, read them, and judge them."""
    sources, settings = known_sources(source or []), settings_checked(home, config)
    refuse_sample(home)
    refuse_unread(home)
    exit_for(documents_stage(home, sources, logs.begin_run(), settings))


@app.command()
def publish(
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
    is_whole: Annotated[bool, typer.Option("--whole", help="Make every row anew, not only what has changed.")] = False,
    is_loss_allowed: Annotated[
        bool,
        typer.Option("--accept-losses", help="Publish though processes or columns of the snapshot before are gone."),
    ] = False,
) -> None:
    """Make the snapshot for readers: database, Parquet, CSV and datapackage.json, swapped in whole."""
    settings_checked(home, config)
    refuse_unread(home)
    print(publish_stage(home, logs.begin_run(), config, is_whole=is_whole, is_loss_allowed=is_loss_allowed))
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
    is_loss_published: Annotated[
        bool,
        typer.Option("--accept-losses", help="Publish though processes or columns of the snapshot before are gone."),
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
    settings_checked(home, config)
    with EnginePool() as pool, turn_of(home, logs.begin_run(), "" if paths else "rebuild") as turn:
        gate = the_prefilter().strong_words
        summary, is_old_readable = stages.rebuild(
            turn, paths or [], pool, gate=gate, is_loss_allowed=is_loss_allowed, is_loss_published=is_loss_published
        )
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
    from reports.mails import mails_of
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
    mails, unknown = mails_of(home, settings.digest, found, publisher_of(home, config))
    for line in unknown:
        say(f"svmonitor: {line}", "warning")
    if dry_run is not None:
        print_lines(str(path.resolve()) for path in write_mails(dry_run, mails, settings))
        if unknown:
            raise typer.Exit(FOUND_WANTING)
        return
    refuse_sample(home)
    with alone(home, "digest", say_waiting):
        done = send_digest(home, settings, mails)
    say(f"edition {found.week}: sent {how_many(done.sent, 'e-mail')}; {done.before} had it before")
    for failure in done.failures:
        say(f"svmonitor: not sent: {failure}", "error")
    if done.failures or unknown:
        raise typer.Exit(FOUND_WANTING)


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
    file = None if file == STANDARD_INPUT else file
    if file is not None and (file.is_dir() or not file.exists()):  # a pipe will do
        name = shown_name(str(file))
        raise StoreError(f"{name} is a folder: name a file in it" if file.is_dir() else f"there is no file {name}")
    engine = load_engine(is_for_many=is_jsonl or is_ocds)
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
    text = given_text(shown_name(str(file)) if file else name, file.read_bytes() if file else standard_input().read())
    for _, evidence in engine.judge([(name, text)]):
        print_lines(explain(name, evidence, engine.version))


def judge_jsonl(engine: Engine, file: Path | None) -> None:
    """Judge JSON lines, one judgement a line; lines that cannot be read are named and the rest still comes out."""
    from classifier.judgements import judgement, read_texts
    from store.given import given_lines
    from store.repeated_keys import loads_once

    bad_lines: list[int] = []
    faults: list[str] = []
    with file.open("rb") if file else contextlib.nullcontext(standard_input()) as lines:
        for identifier, evidence in engine.judge(read_texts(given_lines(lines), bad_lines, faults, loads_once)):
            print_line(judgement(identifier, evidence, engine.version))
    if bad_lines:
        shown = ", ".join(map(str, bad_lines[:10])) + (" ..." if len(bad_lines) > 10 else "")
        say(f'svmonitor: left out lines that are not {{"id", "text"}}: {shown}')
    for fault in faults:
        say(f"svmonitor: left out {fault}")
    if bad_lines or faults:
        raise typer.Exit(WRONG_USAGE)


def judge_ocds(engine: Engine, file: Path | None) -> None:
    """Judge OCDS releases (or TED forms), one judgement a line, each span with the path it stands in."""
    from classifier.judgements import judgement
    from store.ingest.releases import criteria_by_lot, notices_in

    faults: list[str] = []
    is_empty = True
    for rows in notices_in(file or standard_input().read(), faults):
        is_empty = False
        if rows.notice is None:
            continue
        found = [(path, item) for path, evidence in engine.judge(rows.texts) for item in evidence]
        for criteria in criteria_by_lot(rows.criteria, rows.texts):
            found += engine.judge_criteria(criteria)[1]
        result = judgement(rows.notice["release_id"], [item for _, item in found], engine.version)
        for span, (path, _) in zip(result["spans"], found, strict=True):
            span["path"] = path
        print_line({"ocid": rows.notice["ocid"], **result})
    for fault in dict.fromkeys(faults):
        say(f"svmonitor: {fault}")
    if faults:
        raise typer.Exit(WRONG_USAGE)
    if is_empty:
        say("svmonitor: there are no releases in what was given")


app.command()(why)


@app.command()
def brief(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any name of a public body, such as Lambeth.")],
    to: Annotated[Path, path_option("--to", help="Folder to write it to.")] = Path(),
    home: HomeOption = DEFAULT_HOME,
    config: ConfigOption = None,
) -> None:
    """Write a brief of one page on a public body: HTML, and PDF where Chromium is installed."""
    from reports.brief import write_brief

    publisher = publisher_of(home, config)
    with snapshot(home) as con:
        made = []
        for path in write_brief(con, name, to, publisher):
            print(path)
            made.append(path)
    if len(made) == 1:
        say("no PDF: Chromium is not installed here; the page prints on one sheet")


app.command(cls=QueryCommand)(query)
app.command()(status)


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
    from store.repeated_keys import loads_all_once

    labelled = read_labels(labels, loads_all_once)
    try:
        to.mkdir(parents=True, exist_ok=True)  # told now, and not after minutes of training
        with progress_bar() as progress:
            model = train(
                taught_of(labelled, groups_of(labelled), Engine().lessons), fingerprint(labels), progress=progress
            )
        size = save(model, to)
    except OSError as error:
        raise StoreError(f"cannot write to {to}: {error.strerror}") from error
    say(f"model {model.meta['version']} from {how_many(model.meta['lessons'], 'passage')}, {size / 1e6:.1f} MB")
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
    """Measure the classifier on labelled passages and whole notices, and print its card. Takes some minutes."""
    from classifier.evaluation.accuracy import accuracy_rows, write_accuracy
    from classifier.evaluation.card import card
    from classifier.evaluation.passages import read_gold
    from classifier.evaluation.processes import read_processes
    from classifier.evaluation.run import evaluate
    from store.ingest.releases import contents_of_release
    from store.repeated_keys import loads_all_once

    for path in (to, rows_to):  # told now, and not after minutes of counting
        if path is not None and not path.absolute().parent.is_dir():
            raise StoreError(f"cannot write to {path}: its folder is not there")
        if path is not None and path.is_dir():
            raise StoreError(f"cannot write to {path}: {os.strerror(errno.EISDIR)}")
    labelled = list(read_processes(processes, contents_of_release, loads_all_once)) if processes is not None else None
    real = read_gold(gold, loads_all_once) if gold is not None else None
    with progress_bar() as progress:
        figures = evaluate(real, processes=labelled, progress=progress)
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


@app.command()
def schedule(home: HomeOption = DEFAULT_HOME, config: ConfigOption = None) -> None:
    """Run the server: every job at its time, in the foreground, until it is told to stop."""
    from crawler.server.scheduler import Server
    from crawler.server.settings import load_server_settings

    config = settings_file(home, config)
    settings = load_server_settings(config)
    refuse_sample(home)
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
    say(f"sent {how_many(told.sent, 'message')}")
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
    from store.quality.gate import check_reason
    from store.quality.gate import release as release_edition
    from store.weeks import Week

    Week.parse(week)
    check_reason(reason)
    with alone(home, "release", say_waiting):
        release_edition(home, week, reason, utc_now())
    path, headline = report_stage(home, week)
    print(headline)
    print(f"Report: {path.resolve()}")


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

    settings = load_settings(settings_file(home, config))
    names = settings.registers.names(registers or [])
    refuse_sample(home)
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
                print(f"{each.register} of {each.day}: {how_many(each.bodies, 'body', 'bodies')}")
    if is_one_missing:
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


def fault_line(error: Exception) -> tuple[str, int]:
    """What to say of an error that nothing foresaw, and the exit code: a full disk is not the program's fault."""
    if isinstance(error, OSError) and (isinstance(error, PermissionError) or error.errno in OF_THE_DISK):
        return f"svmonitor: {error.filename or 'a file'} cannot be read or written: {error.strerror}", WRONG_USAGE
    if NO_SPACE in str(error):
        return "svmonitor: the disk is full: make room and run it again; what was done before stays", WRONG_USAGE
    place = traceback.extract_tb(error.__traceback__)[-1]
    cause, where = str(error).partition("\n")[0], f"{Path(place.filename).name}, line {place.lineno}"
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


def is_reader_gone() -> bool:
    """Whether what read the output has closed it: then typer ends the program itself, and wraps the output."""
    return type(sys.stdout).__name__ == "PacifyFlushWrapper"


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 found wanting, 2 a user's mistake, 3 a fault of the program."""
    occupy_closed()
    write_anything()
    try:
        code = app(args=arguments, prog_name="svmonitor", standalone_mode=False)
    except typer.TyperException as error:
        say(f"svmonitor: {error.format_message()} (svmonitor --help shows the commands)", "error")
        return WRONG_USAGE
    except (ClassifierError, CrawlerError, StoreError, ReportError) as error:
        # Names of files may hold anything, line breaks too.
        said = " ".join(str(error).encode("utf-8", "backslashreplace").decode().splitlines())
        say(f"svmonitor: {said}", "error")
        say_foreign(error)
        return WRONG_USAGE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone: nothing is left to flush
        return 0
    except SystemExit:
        if not is_reader_gone():
            raise
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
