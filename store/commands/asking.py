"""Commands that ask a home and change nothing: why a notice counts as it does, any query, and how things stand."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from store.commands.options import DEFAULT_HOME, ConfigOption, HomeOption, settings_file
from store.commands.saying import FOUND_WANTING, say, say_waiting, utc_now
from store.errors import StoreError
from store.home import alone, refuse_file
from store.printing import apart, print_csv, print_json, print_lines, print_table
from store.snapshot import snapshot, snapshot_path


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


def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help="SQL, or the name of an example query.")] = None,
    is_list: Annotated[bool, typer.Option("--list", help="List the example queries.")] = False,
    is_sql: Annotated[bool, typer.Option("--sql", help="Print the SQL of an example query.")] = False,
    is_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    is_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Ask the published database, in SQL or by the name of an example query."""
    from store.query import lacks_facts, list_queries, run_sql

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
            if sql in named and lacks_facts(con, named[sql]):
                say(
                    "this snapshot is of an older program, and does not say which are its last 12 months: publish again"
                )
        limit = named[sql].limit if sql in named else None
        if limit is not None and len(rows) >= limit:
            say(f"the first {limit:,} rows: 'svmonitor query {sql} --sql' prints the query; without LIMIT it gives all")
    if is_json:
        names = apart(columns)
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif is_csv:
        print_csv(columns, rows)
    else:
        print_table(columns, rows)


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
    from crawler.config import SECTIONS
    from crawler.server.digest_mail import first_waiting
    from crawler.server.settings import load_server_settings
    from crawler.setting_names import unread
    from store.lake.state import read_state

    settings = load_server_settings(config)
    for name in unread(SECTIONS):
        yield f"The variable {name} is no setting, and nothing reads it: docs/settings.md has the names"
    if not settings.schedule.sources:
        yield "No portal is crawled by the server: sources in [schedule] is empty"
    lag = read_state(home).lag if settings.lake.catalog else ""
    if lag:
        yield lag
    week = first_waiting(home, settings)
    if week:
        yield (
            f"The edition of {week} is on the site and was sent to nobody by e-mail, as it is the first of this home."
            " Look at it: `svmonitor digest` sends it, and later ones then go out by themselves"
        )
