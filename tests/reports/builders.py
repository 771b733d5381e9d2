"""Builds small published snapshots from the store's table definitions."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import duckdb

from reports.snapshot.rates import wilson
from tests.reports.document_rows import add_documents

SQL = Path(__file__).resolve().parents[2] / "store" / "sql"
SCHEMAS = (
    "schema/raw_core.sql",
    "schema/awards.sql",
    "schema/documents.sql",
    "schema/derived.sql",
    "schema/derived_awards.sql",
    "schema/out.sql",
    "schema/out_figures.sql",
    "schema/out_awards.sql",
    "schema/accuracy.sql",
    "schema/out_documents.sql",
)
LAST_WEEK = date(2026, 11, 16)  # Monday of 2026-W47
RANK = {"R0": 0, "R1": 1, "R0n": 2, "R2": 3, "R2c": 4, "R2b": 5, "R2a": 6, "R3": 7, "R4": 8, "R5": 9, "R5+": 10}
PERIODS = {"week": 1, "rolling_13_weeks": 13, "rolling_12_months": 52}
TESTS = {
    "I1": lambda p: p["is_flagged"],
    "I2": lambda p: p["level_rank"] >= 3 and p["is_act_named"],
    "I3": lambda p: p["is_evaluated"],
    "I4": lambda p: p["level_rank"] >= 8,
    "I5": lambda p: p["level_rank"] >= 9,
    "I10a": lambda p: p["is_observable"],
    "I10b": lambda p: p["has_criteria"],
    "I10c": lambda p: p["has_weights"],
}
INDICATORS = (*TESTS, "I3b", "I4b", "I5b")
CUTS: dict[str, Callable[[dict[str, Any], str], bool]] = {
    "all": lambda _row, _value: True,
    "authority_kind": lambda row, value: row["authority_kind"] == value,
    "series": lambda row, _value: row["source"] in {"find_a_tender", "ted"},
}
# What moved between two periods of 13 weeks, told apart from noise by its interval alone.
CHANGES = """
INSERT INTO out.change BY NAME
SELECT
    now.* EXCLUDE (excluded, unknown, rate_low, rate_high), before.period_from AS before_from,
    before.period_until AS before_until, before.n AS n_before, before.k AS k_before,
    before.rate AS rate_before, now.rate - before.rate AS difference,
    difference - 1.96 * sqrt(now.rate * (1 - now.rate) / now.n + rate_before * (1 - rate_before) / n_before)
        AS difference_low,
    2 * difference - difference_low AS difference_high,
    difference_low > 0 OR difference_high < 0 AS is_more_than_noise, false AS is_latest, 50 AS tests
FROM (
    SELECT indicator, period_kind, period, period_from, period_until, cut, cut_value, n, k, unknown, excluded, rate,
        rate_low, rate_high
    FROM out.indicator
    WHERE cut = 'all' AND period_kind = 'rolling_13_weeks' AND rate IS NOT NULL
) now
JOIN out.indicator before
    ON before.indicator = now.indicator AND before.cut = 'all' AND before.period_kind = 'rolling_13_weeks'
    AND before.period_until = now.period_from - 1 AND before.rate IS NOT NULL
"""


# Rows of out.authority and out.clause from out.process; the 12 months are those to 22 November 2026.
AUTHORITIES = """
SELECT
    authority_id, any_value(authority_name) AS name, any_value(authority_kind) AS kind, 'reference' AS kind_basis,
    any_value(nation) AS nation, any_value(region_name) AS region_name,
    count(*) FILTER (recent) AS process_count, count(*) FILTER (recent AND is_in_scope) AS n,
    count(*) FILTER (recent AND is_in_scope AND is_flagged) AS k,
    count(*) FILTER (recent AND is_in_scope AND is_evaluated) AS evaluated,
    count(*) FILTER (recent AND is_in_scope IS NULL) AS unknown,
    CASE WHEN n >= 10 THEN k / n END AS rate,
    CASE WHEN n >= 10 THEN greatest(0, k / n - 0.1) END AS rate_low,
    CASE WHEN n >= 10 THEN least(1, k / n + 0.1) END AS rate_high,
    median(weight_pct) FILTER (recent AND is_in_scope) AS median_weight_pct,
    count(*) FILTER (recent AND is_in_scope AND level_rank >= 9) AS weight_10_pct,
    CASE WHEN n >= 5 THEN CASE evaluated WHEN n THEN 'always' WHEN 0 THEN 'never' ELSE 'sometimes' END END
        AS consistency
FROM (SELECT *, opened_on > DATE '2025-11-22' AS recent FROM out.process)
WHERE duplicate_of IS NULL AND authority_id IS NOT NULL
GROUP BY authority_id
"""
CLAUSES = """
SELECT
    md5(best_quote) AS clause_id, best_quote AS text, coalesce(best_quote_kind, 'mention') AS kind, level, weight_pct,
    is_act_named, standards, themes, coalesce(best_quote_rule, '') AS rule, coalesce(version, '') AS version, ocid,
    notice_id, notice_url, coalesce(best_quote_path, '') AS path, authority_name, authority_kind, cpv_division,
    opened_on AS published_on, count(*) OVER (PARTITION BY best_quote) AS process_count,
    process_count AS authority_count,
    len(string_split(best_quote, ' ')) AS word_count, nation,
    row_number() OVER (ORDER BY level_rank DESC, ocid) AS clause_rank
FROM out.process
WHERE is_flagged AND best_quote IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY best_quote ORDER BY opened_on, ocid) = 1
"""


def iso_week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def new_snapshot(path: Path | None = None, **facts: str) -> duckdb.DuckDBPyConnection:
    """An empty snapshot with its facts: data until the Monday after 2026-W47."""
    con = duckdb.connect(str(path) if path else ":memory:")
    con.execute("SET TimeZone = 'UTC'")
    for name in SCHEMAS:
        lines = (SQL / name).read_text(encoding="utf-8").splitlines()
        con.execute("\n".join(line for line in lines if not line.startswith("COMMENT ON")))  # four times faster
    standard = {
        "data_version": "2026.11.1",
        "classifier_version": "rules-1",
        "data_until": "2026-11-23T00:00:00+00:00",
        "last_week_until": "2026-11-22",
        "last_12_months": "2026-W47",
        "published_at": "2026-11-23T06:00:00+00:00",
        "is_sample": "false",
        "licence": "Open Government Licence v3.0",
        "attribution": "Contains public sector information licensed under the Open Government Licence v3.0.",
    }
    con.executemany("INSERT INTO out.publication VALUES (?, ?)", list((standard | facts).items()))
    return con


def insert(con: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def fill(con: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
    """Rows of a select into those of its columns that the table has."""
    columns = {row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()}
    names = [row[0] for row in con.execute(f"DESCRIBE {select}").fetchall() if row[0] in columns]
    con.execute(f"INSERT INTO {table} BY NAME SELECT {', '.join(names)} FROM ({select})")


def process(number: int, level: str = "R0", opened_on: date = LAST_WEEK, **changes: Any) -> dict[str, Any]:
    """One row of out.process, in scope and readable unless changed."""
    flagged = RANK[level] >= 3
    row: dict[str, Any] = {
        "ocid": f"ocds-test-{number:06}",
        "source": "find_a_tender",
        "notice_id": f"{number:06}-2026",
        "notice_url": f"https://www.find-tender.service.gov.uk/Notice/{number:06}-2026",
        "title": f"Procurement {number}",
        "opened_on": opened_on,
        "week": iso_week(opened_on),
        "deadline_at": datetime(2026, 12, 18, 12, tzinfo=UTC),
        "authority_id": "sandmere-council",
        "authority_name": "Sandmere Council",
        "authority_kind": "unitary",
        "nation": "England",
        "region_name": "North East",
        "main_category": "services",
        "cpv_division": "90",
        "cpv_code": "90910000",
        "value_gbp": 400_000.0,
        "value_basis": "gross",
        "is_framework": False,
        "regime": "pa2023",
        "scope": "D5",
        "scope_reason": "services above the threshold, readable notice",
        "is_in_scope": True,
        "is_observable": True,
        "has_criteria": level not in ("R0", "R1"),
        "has_weights": RANK[level] >= 8,
        "level": level,
        "level_rank": RANK[level],
        "is_flagged": flagged,
        "is_act_named": level == "R2a",
        "is_evaluated": RANK[level] >= 7,
        "weight_pct": {"R4": 5.0, "R5": 10.0, "R5+": 20.0}.get(level),
        "standards": [],
        "themes": [],
        "best_quote": "Social value will be assessed as part of the tender." if flagged else None,
        "best_quote_kind": "requirement" if flagged else None,
        "best_quote_path": "/tender/description" if flagged else None,
        "best_quote_notice_id": f"{number:06}-2026" if flagged else None,
        "best_quote_rule": "social_value_required" if flagged else None,
        "evidence_count": 1 if flagged else 0,
        "notice_count": 1,
        "version": "rules-1",
        "is_sample": False,
    }
    return row | changes


def add_indicators(con: duckdb.DuckDBPyConnection, processes: list[dict[str, Any]], weeks: int) -> None:
    """Rows of out.indicator, out.theme and out.standard counted from the processes, for the last `weeks` weeks."""
    counted = [row for row in processes if not row.get("duplicate_of")]
    kinds = sorted({row["authority_kind"] for row in counted})
    for back in range(weeks):
        until = LAST_WEEK + timedelta(days=6) - timedelta(weeks=back)
        for period_kind, length in PERIODS.items():
            if period_kind == "rolling_12_months" and back > 2:
                continue
            since = until - timedelta(weeks=length) + timedelta(days=1)
            held = [row for row in counted if row["opened_on"] and since <= row["opened_on"] <= until]
            if not held:
                continue
            cuts = [("all", "all"), ("series", "find_a_tender_ted")]
            if period_kind == "rolling_12_months" and back < 2:
                cuts += [("authority_kind", kind) for kind in kinds]
            for cut, value in cuts:
                own = [row for row in held if CUTS[cut](row, value)]
                for indicator in INDICATORS:
                    add_indicator(con, own, indicator, (period_kind, iso_week(until), since, until, cut, value))
            if period_kind == "rolling_12_months" and back < 2:
                add_shares(con, held, period_kind, iso_week(until), ["all", *kinds])


def add_indicator(
    con: duckdb.DuckDBPyConnection, own: list[dict[str, Any]], indicator: str, place: tuple[Any, ...]
) -> None:
    published = {"I3b": "has_criteria", "I4b": "has_weights", "I5b": "has_weights"}.get(indicator)
    scope = [row for row in own if row["is_in_scope"] and (published is None or row[published])]
    n, k = len(scope), sum(bool(TESTS[indicator.removesuffix("b") if published else indicator](row)) for row in scope)
    unknown = sum(row["is_in_scope"] is None for row in own)
    rates: tuple[float | None, ...] = (None, None, None)
    if n >= 10 and place[0] != "week":
        rates = (k / n, *wilson(k, n))
    names = ("period_kind", "period", "period_from", "period_until", "cut", "cut_value")
    row = dict(zip(names, place, strict=True)) | dict(zip(("rate", "rate_low", "rate_high"), rates, strict=True))
    row |= {"indicator": indicator, "n": n, "k": k, "unknown": unknown, "excluded": len(own) - n - unknown}
    weeks = {"weeks_wanted": PERIODS[place[0]], "weeks_covered": PERIODS[place[0]], "weeks_held": PERIODS[place[0]]}
    band = {"rate_all_in": rates[0], "rate_all_out": rates[0]}
    insert(con, "out.indicator", row | weeks | band | {"is_reliable": n >= 30})


def add_shares(
    con: duckdb.DuckDBPyConnection, held: list[dict[str, Any]], period_kind: str, period: str, kinds: list[str]
) -> None:
    for kind in kinds:
        own = [r for r in held if r["is_in_scope"] and r["is_flagged"] and kind in ("all", r["authority_kind"])]
        for table, column in (("out.theme", "themes"), ("out.standard", "standards")):
            for code in sorted({code for row in own for code in row[column]}):
                k = sum(code in row[column] for row in own)
                share = k / len(own) if len(own) >= 10 else None
                names = f"period_kind, period, authority_kind, {column.removesuffix('s')}, n, k, share"
                con.execute(
                    f"INSERT INTO {table} ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [period_kind, period, kind, code, len(own), k, share],
                )


def snapshot_of(processes: list[dict[str, Any]], path: Path | None = None, **facts: str) -> duckdb.DuckDBPyConnection:
    """A snapshot that holds these processes and the figures counted from them."""
    con = new_snapshot(path, **facts)
    con.begin()
    for row in processes:
        insert(con, "out.process", row)
    oldest = min((row["opened_on"] for row in processes), default=LAST_WEEK)
    add_indicators(con, processes, weeks=(LAST_WEEK - oldest).days // 7 + 2)
    con.execute(CHANGES)
    digest = md5(repr(processes).encode()).hexdigest()
    con.execute("INSERT INTO out.publication VALUES ('fingerprint', ?)", [digest])
    fill(con, "out.authority", AUTHORITIES)
    fill(con, "out.clause", CLAUSES)
    con.commit()
    return con


BODIES = [
    ("Sandmere Council", "unitary", "England"),
    ("Harrowbeck Borough Council", "london_borough", "England"),
    ("Ministry of Civic Works", "central_department", "UK"),
    ("Wexmoor NHS Foundation Trust", "nhs_trust", "England"),
    ("Aldervale County Council", "county", "England"),
    ("Northgate Homes", "housing_association", "England"),
    ("University of Tarnbridge", "university", "England"),
    ("Glenorran Council", "devolved_body", "Scotland"),
]
SUBJECTS = [
    "Grounds maintenance", "Adult day services", "Cleaning of public buildings", "School transport", "Legal advice",
    "Youth work in the east of the district", "Repairs to council homes", "IT support desk", "Waste collection",
    "Supported living for adults with learning disabilities", "Translation and interpreting", "Security guarding",
]  # fmt: skip
QUOTES = {
    "R2": "The supplier will be expected to deliver community benefits for residents during the contract.",
    "R2a": "In line with the Public Services (Social Value) Act 2012, the authority has considered how this contract "
    "might improve the economic, social and environmental well-being of the relevant area.",
    "R2b": "Bidders will report against the National TOMs each quarter.",
    "R3": "Bidders must answer a scored method statement on social value.",
    "R4": "Price 60%, Quality 35%, Social value 5%.",
    "R5": "Quality 50%, Price 40%, Social Value 10%, of which half is for local employment and apprenticeships.",
    "R5+": "Award criteria: price 40%; technical merit 40%; social value 20%.",
}
THEMES = ["jobs_skills", "environment", "community_cohesion", "local_economy", "health_wellbeing", "fair_work"]


def realistic(path: Path | None = None, **facts: str) -> duckdb.DuckDBPyConnection:
    """About 400 invented procurements of 30 weeks, with portals, breaks and faults: what a real snapshot looks like."""
    chance = random.Random(7)
    rows = []
    for number in range(1, 401):
        name, kind, nation = chance.choices(BODIES, weights=[9, 6, 5, 6, 6, 3, 2, 3])[0]
        opened_on = LAST_WEEK + timedelta(days=chance.randrange(5)) - timedelta(weeks=int(chance.random() ** 1.2 * 29))
        rising = (opened_on - date(2026, 5, 1)).days / 400
        level = "R0"
        if chance.random() < 0.25 + rising:
            level = chance.choices(list(QUOTES), weights=[6, 5, 3, 5, 3, 7, 3])[0]
        elif chance.random() < 0.2:
            level = "R1"
        unknown, outside = chance.random() < 0.08, nation == "Scotland" or chance.random() < 0.2
        subject = chance.choice(SUBJECTS)
        is_in_scope = None if unknown else not outside
        reason = "value not published" if unknown else "outside the Act: Scottish rules or goods" if outside else ""
        rows.append(
            process(
                number,
                level,
                opened_on,
                title=subject,
                authority_id=name.lower().replace(" ", "-"),
                authority_name=name,
                authority_kind=kind,
                nation=nation,
                value_gbp=None if unknown else round(chance.lognormvariate(13.6, 1.3), -3),
                is_in_scope=is_in_scope,
                scope="D4u" if unknown else "D1" if outside else "D5",
                scope_reason=reason or "services above the threshold, readable notice",
                best_quote=QUOTES.get(level),
                best_quote_kind="criterion" if RANK[level] >= 7 else "requirement" if level in QUOTES else None,
                themes=sorted(chance.sample(THEMES, chance.randrange(1, 4))) if level in QUOTES else [],
                standards=[chance.choice(["TOMS", "PPN_002", "SVM"])] if chance.random() < 0.3 else [],
                is_sample=facts.get("is_sample") == "true",
            )
        )
    con = snapshot_of(rows, path, **facts)
    add_surroundings(con)
    add_documents(con, iso_week(LAST_WEEK), LAST_WEEK + timedelta(days=6))
    return con


def add_surroundings(con: duckdb.DuckDBPyConnection) -> None:
    """Completeness of twelve weeks of two portals, two series breaks, and faults of notices and documents."""
    for back in range(12):
        monday = LAST_WEEK - timedelta(weeks=back)
        for source, pct in (("find_a_tender", 100.0), ("contracts_finder", 92.3 if back == 0 else 100.0)):
            values = [source, iso_week(monday), monday, 28, 26 if pct < 100 else 28, 1, pct * 1.68, pct, 61, 2, 3]
            con.execute("INSERT INTO out.completeness VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    for day, title, effect in (
        (
            date(2026, 8, 5),
            "PPN 026 published",
            "New central contracts of £1 million or more prepare for a 10% weight.",
        ),
        (date(2027, 1, 1), "PPN 026 in force", "Not yet in the series."),
    ):
        con.execute("INSERT INTO out.series_break VALUES (?, ?, ?, 'test')", [day, title, effect])
    notice = {
        "source": "find_a_tender", "ocid": "ocds-test-000001", "release_id": "r1", "notice_id": "000001-2026",
        "published_at": datetime(2026, 11, 18, 9, tzinfo=UTC), "stage": "tender", "tags": [], "special_regimes": [],
        "additional_categories": [], "cpv_codes": [], "delivery_regions": [], "content_id": "c", "document_id": "d",
        "is_sample": False,
    }  # fmt: skip
    insert(con, "core.notice", notice)
    for number, release in enumerate(("r1", "r1", None)):
        issue = {
            "issue_id": str(number), "level": "warning" if release else "error",
            "code": "bad_date" if release else "not_json",
            "source": "find_a_tender", "ocid": "ocds-test-000001" if release else None, "release_id": release,
            "message": f"tender/tenderPeriod/endDate: 'soon {number}' is not a date",
        }  # fmt: skip
        insert(con, "core.issue", issue)
