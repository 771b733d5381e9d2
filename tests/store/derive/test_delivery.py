"""Delivery under the Procurement Act 2023: KPIs, ratings due and found, changes; each exemption and each unknown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from store.database import open_writer
from tests.store.builders import at, insert, rows
from tests.store.derive.book import Book
from tests.store.ingest.awards import award, awarded, counted, home_of, mapped, published, supplier
from tests.store.ingest.notices import party, tender

ONE = supplier("Hollin Care Ltd", "01111111")
KPIS = [
    {"id": "1", "title": "Attendance", "description": "Hours attended as a share of hours agreed."},
    {"id": "2", "title": "Social value", "description": "Social value commitments delivered."},
]
BIG = {"amount": 5_000_000, "amountGross": 6_000_000, "currency": "GBP"}


def details(number: int = 1, *, contract: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A contract details notice (UK7) of a contract of 6 million pounds that began on 1 September 2025."""
    made = {
        "id": "c1", "awardID": "1", "status": "active", "value": BIG, "dateSigned": "2025-08-20T00:00:00Z",
        "period": {"startDate": "2025-09-01T00:00:00Z", "endDate": "2029-08-31T23:59:59Z"}, "agreedMetrics": KPIS,
        "documents": [{"id": f"{number + 500:06d}-2026", "noticeType": "UK7"}],
    }  # fmt: skip
    contracts = [made | (contract or {})]
    return awarded(number, ONE, date="2025-08-25T09:00:00Z", tag=["award", "contract"], contracts=contracts, **changes)


def rating(code: str = "met", kpi: str = "2", **observation: Any) -> dict[str, Any]:
    seen = {"id": "o1", "measureClassification": {"id": code, "description": "As agreed."}} | observation
    return {"metrics": [{"id": kpi, "observations": [seen]}]}


def performance(number: int = 1, on: str = "2026-09-15", **implementation: Any) -> dict[str, Any]:
    """A contract performance notice (UK9)."""
    contract = {"id": "c1", "awardID": "1", "implementation": implementation or rating()}
    return awarded(
        number, id=f"{number + 700:06d}-2026", date=f"{on}T09:00:00Z", tag=["implementation"], parties=[party()],
        awards=[], contracts=[contract],
    )  # fmt: skip


def change(number: int = 1, **contract: Any) -> dict[str, Any]:
    """A contract change notice (UK10)."""
    made = {"id": "c1", "awardID": "1"} | contract
    return awarded(
        number,
        id=f"{number + 799:06d}-2026",
        date="2026-10-01T09:00:00Z",
        tag=["contractAmendment"],
        parties=[party()],
        awards=[],
        contracts=[made],
    )


BOOK, PROVEN = Book(), Book()
booked = BOOK.booked


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One snapshot for the tests that each read their own process, or the figures of its buyer."""
    with published(judged(home_of(tmp_path_factory.mktemp("book"), *BOOK.releases))) as con:
        yield con


@pytest.fixture(scope="module")
def all_proven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Another, of a home with every window since the contracts began proven."""
    with published(proven(judged(home_of(tmp_path_factory.mktemp("proven"), *PROVEN.releases)), "2026-08-01")) as con:
        yield con


def own(con: duckdb.DuckDBPyConnection, ocid: str, columns: str, table: str) -> list[tuple[object, ...]]:
    """Rows of one process in a table."""
    return rows(con, f"SELECT {columns} FROM {table} WHERE ocid = ? ORDER BY ALL", [ocid])


def figure(
    con: duckdb.DuckDBPyConnection, indicator: str, columns: str = "n, k, unknown, excluded"
) -> tuple[object, ...]:
    found = rows(
        con,
        f"SELECT {columns} FROM out.delivery WHERE indicator = ? AND period_kind = 'all' AND cut = 'all'",
        [indicator],
    )
    return found[0] if found else ()


def figure_of(
    con: duckdb.DuckDBPyConnection, ocid: str, indicator: str, columns: str = "n, k, unknown, excluded"
) -> tuple[object, ...]:
    """A figure of the buyer of a process that was booked apart."""
    whose = "(SELECT authority_id FROM out.process WHERE ocid = ?)"
    found = rows(
        con,
        f"SELECT {columns} FROM out.delivery WHERE period_kind = 'all' AND cut = 'authority' "
        f"AND indicator = ? AND cut_value = {whose}",
        [indicator, ocid],
    )
    return found[0] if found else ()


def judged(home: Path) -> Path:
    """The KPIs of a home as the classifier finds them, by a rule of thumb in its place."""
    with open_writer(home) as con:
        con.execute("INSERT OR REPLACE INTO core.setting VALUES ('classifier_version', 'v')")
        con.execute("INSERT INTO raw.judged_text SELECT DISTINCT text_id, 'v' FROM raw.kpi_said")
        con.execute(
            "INSERT INTO raw.text_evidence SELECT DISTINCT text_id, 'v', 0, 5, text, "
            "'mention', CASE WHEN text ILIKE '%social value%' THEN 'R2' ELSE 'R1' END, NULL, NULL, NULL, NULL, false, "
            "[], ['jobs_skills'], 'rule', 0.9, [], NULL FROM raw.kpi_said "
            "WHERE text ILIKE '%social value%' OR text ILIKE '%apprentice%'"
        )
    return home


OVER = BOOK.apart(details(80))


def test_kpis_of_a_contract_over_five_million(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, OVER, "kpi_id, text, is_social_value, is_over_5m, reported_from::VARCHAR", "core.kpi") == [
        ("1", "Attendance: Hours attended as a share of hours agreed.", False, True, "2025-08-25"),
        ("2", "Social value: Social value commitments delivered.", True, True, "2025-08-25"),
    ]
    assert figure_of(book, OVER, "kpis_published") == (1, 1, 0, 0)
    assert figure_of(book, OVER, "social_value_kpi") == (1, 1, 0, 0)


THEME_KPIS = [{"id": "1", "title": "Apprenticeships", "description": "Four apprentices a year."}]
THEME_ALONE = BOOK.apart(details(81, contract={"agreedMetrics": THEME_KPIS}))


def test_a_kpi_of_a_theme_alone_is_the_upper_bound(book: duckdb.DuckDBPyConnection) -> None:
    columns = "n, k, unknown, bound_low, bound_high"
    assert figure_of(book, THEME_ALONE, "social_value_kpi", columns) == (1, 0, 1, 0.0, 1.0)


NO_KPIS = {"agreedMetrics": [], "noAgreedMetricsRationale": "They could not be measured."}
REASONED = BOOK.apart(details(82, contract=NO_KPIS))


def test_a_reason_for_no_kpis(book: duckdb.DuckDBPyConnection) -> None:
    assert figure_of(book, REASONED, "kpis_published") == (1, 0, 0, 0)
    assert figure_of(book, REASONED, "no_kpis_reason") == (1, 1, 0, 0)


EXEMPT: list[tuple[dict[str, Any], str]] = [
    ({"tender": tender("x", specialRegime=["lightTouch"])}, "light_touch"),
    ({"tender": tender("x", specialRegime=["concession"])}, "concession"),
    ({"tender": tender("x", techniques={"hasFrameworkAgreement": True})}, "framework"),
    (
        {"parties": [party(details={"classifications": [{"scheme": "UK_CA_TYPE", "id": "privateUtility"}]}), ONE]},
        "private_utility",
    ),
]


@pytest.fixture(scope="module")
def exempt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    given = [details(number, **changes) for number, (changes, _) in enumerate(EXEMPT)]
    with counted(tmp_path_factory.mktemp("exempt"), *given) as con:
        yield con


@pytest.mark.parametrize("number", range(len(EXEMPT)))
def test_exempt_contracts_are_excluded(exempt: duckdb.DuckDBPyConnection, number: int) -> None:
    _, exemption = EXEMPT[number]
    assert own(exempt, details(number)["ocid"], "is_exempt, exemption", "core.contract") == [(True, exemption)]
    assert figure(exempt, "kpis_published") == (0, 0, 0, len(EXEMPT))


OTHER_LAW = BOOK.apart(details(83, tender=tender("x", legalBasis={"scheme": "CELEX", "id": "32014L0024"})))
NO_LAW = BOOK.apart(details(84, tender={key: each for key, each in tender("x").items() if key != "legalBasis"}))


def test_contracts_under_other_law_are_no_part_of_it(book: duckdb.DuckDBPyConnection) -> None:
    assert len(own(book, OTHER_LAW, "authority_id", "out.process")) == 1
    assert figure_of(book, OTHER_LAW, "kpis_published") == ()


def test_an_unknown_law_is_unknown(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, NO_LAW, "is_exempt", "core.contract") == [(None,)]
    columns = "n, k, unknown, bound_low, bound_high"
    assert figure_of(book, NO_LAW, "kpis_published", columns) == (0, 0, 1, 0.0, 1.0)


VALUES: list[tuple[dict[str, Any], bool | None]] = [
    ({"amountGross": 5_000_001, "currency": "GBP"}, True),
    ({"amountGross": 5_000_000, "currency": "GBP"}, False),
    ({"amount": 5_000_001, "currency": "GBP"}, True),
    ({"amount": 4_500_000, "currency": "GBP"}, None),
    ({"amount": 4_000_000, "currency": "GBP"}, False),
    ({"amount": 9_000_000, "currency": "EUR"}, None),
]
VALUED = [booked(details(number, contract={"value": value})) for number, (value, _) in enumerate(VALUES, start=20)]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_five_million_with_vat(book: duckdb.DuckDBPyConnection, number: int) -> None:
    value, is_over = VALUES[number]
    assert own(book, VALUED[number], "is_over_5m", "core.contract") == [(is_over,)], value


def proven(home: Path, since: str, until: str = "2026-12-01") -> Path:
    with open_writer(home) as con:
        insert(
            con, "core.crawl_window", source="find_a_tender", window_from=at(f"{since}T00:00"),
            window_until=at(f"{until}T00:00"), state="complete", is_proven=True, missing_ids=[],
        )  # fmt: skip
    return home


RATED_ONCE = BOOK.apart(details(85), performance(85))


def test_a_rating_found(book: duckdb.DuckDBPyConnection) -> None:
    columns = "kpi_id, rating, quote, published_on::VARCHAR, is_kpi_known"
    assert own(book, RATED_ONCE, columns, "core.kpi_rating") == [("2", "met", "As agreed.", "2026-09-15", True)]
    assert figure_of(book, RATED_ONCE, "rating_due") == (1, 1, 0, 0)
    assert figure_of(book, RATED_ONCE, "rating_found") == (1, 1, 0, 0)
    assert figure_of(book, RATED_ONCE, "rating_overdue") == (1, 0, 0, 0)
    assert figure_of(book, RATED_ONCE, "rating_met") == (1, 1, 0, 0)
    assert figure_of(book, RATED_ONCE, "sv_rating_met") == (1, 1, 0, 0)


UNRATED = PROVEN.apart(details())


def test_overdue_only_where_every_window_since_is_proven(all_proven: duckdb.DuckDBPyConnection) -> None:
    columns = "n, k, unknown, as_of::VARCHAR"
    assert figure_of(all_proven, UNRATED, "rating_overdue", columns) == (1, 1, 0, "2026-11-30")


@pytest.mark.parametrize(
    "spans",
    [
        [("2026-08-01", "2026-10-01"), ("2026-10-02", "2026-12-01")],
        *(pytest.param(spans, marks=pytest.mark.long) for spans in ([], [("2026-10-01", "2026-12-01")])),
    ],
)
def test_a_gap_leaves_it_unknown(tmp_path: Path, spans: list[tuple[str, str]]) -> None:
    later = {**awarded(2, ONE, date="2026-11-20T09:00:00Z"), "ocid": "ocds-h6vhtk-00000b"}
    home = home_of(tmp_path, details(), later)
    for since, until in spans:
        proven(home, since, until)
    with published(home) as con:
        assert figure(con, "rating_overdue", "n, k, unknown") == (1, 0, 1)


def test_windows_that_touch_are_no_gap(tmp_path: Path) -> None:
    home = proven(proven(home_of(tmp_path, details()), "2026-08-01", "2026-10-01"), "2026-10-01")
    with published(home) as con:
        assert figure(con, "rating_overdue", "n, k, unknown") == (1, 1, 0)


def test_the_reading_from_2026_stands_beside(all_proven: duckdb.DuckDBPyConnection) -> None:
    assert figure_of(all_proven, UNRATED, "rating_due") == (1, 1, 0, 0)
    assert figure_of(all_proven, UNRATED, "rating_due_2026") == (1, 0, 0, 0)


NO_START = BOOK.apart(details(86, contract={"period": {}}, awards=[award("1", ONE)]))
SHORT = {"period": {"startDate": "2025-09-01T00:00:00Z", "endDate": "2026-03-31T23:59:59Z"}}
WITHIN = BOOK.apart(details(87, contract=SHORT))


def test_an_unknown_start_is_unknown(book: duckdb.DuckDBPyConnection) -> None:
    assert figure_of(book, NO_START, "rating_due") == (0, 0, 1, 0)


def test_a_contract_that_ended_within_the_year_owes_none(book: duckdb.DuckDBPyConnection) -> None:
    assert figure_of(book, WITHIN, "rating_due") == (1, 0, 0, 0)


SLIP = {"startDate": "2025-09-01T00:00:00Z", "endDate": "2024-08-31T00:00:00Z"}
SLIPPED = PROVEN.apart(details(2, contract={"period": SLIP}))
OLDER = {"period": {"startDate": "2024-09-01T00:00:00Z", "endDate": "2029-08-31T23:59:59Z"}}
RATED_BEFORE = PROVEN.apart(details(3, contract=OLDER), performance(3, on="2025-08-30"))


def test_an_end_before_the_start_is_a_slip(all_proven: duckdb.DuckDBPyConnection) -> None:
    assert figure_of(all_proven, SLIPPED, "rating_due") == (1, 1, 0, 0)


def test_an_old_rating_does_not_do_for_the_second_year(all_proven: duckdb.DuckDBPyConnection) -> None:
    assert figure_of(all_proven, RATED_BEFORE, "rating_overdue", "n, k, unknown") == (1, 1, 0)


CLASSES = ["met", "slightlyBelow", "below", "significantlyBelow", "other"]


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    given = [each for n, code in enumerate(CLASSES) for each in (details(n), performance(n, **rating(code)))]
    with counted(tmp_path_factory.mktemp("rated"), *given) as con:
        yield con


@pytest.mark.parametrize("code", CLASSES)
def test_every_class_of_rating(rated: duckdb.DuckDBPyConnection, code: str) -> None:
    ocid = details(CLASSES.index(code))["ocid"]
    assert len(own(rated, ocid, "rating", "core.kpi_rating")) == 1
    assert figure(rated, f"rating_{code}") == (len(CLASSES), 1, 0, 0)


def test_a_rating_of_an_unknown_code_is_an_issue_and_no_rating() -> None:
    rows_ = mapped(performance(**rating("excellent")))
    assert not rows_.awarding.get("rating")
    assert [(issue.code, issue.path) for issue in rows_.issues if issue.code == "unknown_code"] == [
        ("unknown_code", "/contracts/0/implementation/metrics/0/observations/0/measureClassification/id")
    ]


@pytest.mark.parametrize(
    ("contract", "path"),
    [
        ({"keyPerformanceIndicators": []}, "/contracts/0/keyPerformanceIndicators"),
        ({"performanceRating": "met"}, "/contracts/0/performanceRating"),
        ({"implementation": {"kpiResults": []}}, "/contracts/0/implementation/kpiResults"),
        ({"agreedMetrics": [{"id": "1", "target": 5}]}, "/contracts/0/agreedMetrics/0/target"),
        ({"implementation": {"metrics": [{"id": "1", "rating": "b"}]}}, "/contracts/0/implementation/metrics/0/rating"),
        (
            {"implementation": {"metrics": [{"id": "1", "observations": [{"id": "1", "status": "met"}]}]}},
            "/contracts/0/implementation/metrics/0/observations/0/status",
        ),
        (
            {"implementation": {"performanceFailures": [{"id": "1", "blame": "x"}]}},
            "/contracts/0/implementation/performanceFailures/0/blame",
        ),
    ],
)  # fmt: skip
def test_unknown_paths_are_issues_and_never_guessed(contract: dict[str, Any], path: str) -> None:
    rows_ = mapped(change(**contract))
    assert [issue.path for issue in rows_.issues if issue.code == "unknown_path"] == [path]
    assert not rows_.awarding.get("rating")


def test_known_paths_are_no_issues() -> None:
    failure = {
        "id": "1",
        "requirement": "On time",
        "description": "Late.",
        "decisionDate": "2026-05-01T00:00:00Z",
        "penaltyType": "contracted",
    }
    given = performance(**rating(), performanceFailures=[failure], transactions=[], finalValue={"amount": 1})
    assert [issue for issue in mapped(given).issues if issue.code == "unknown_path"] == []


SEEN = rating()["metrics"][0]["observations"]
BY_TITLE = booked(details(30), performance(30, metrics=[{"id": "x9", "title": "social value", "observations": SEEN}]))


def test_a_rating_is_told_by_the_title_of_its_kpi(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, BY_TITLE, "kpi_id, is_kpi_known", "core.kpi_rating") == [("2", True)]


YEAR = {"startDate": "2025-09-01T00:00:00Z", "endDate": "2026-08-31T23:59:59Z"}
STATED_AGAIN = booked(
    details(31),
    *(performance(31, on=on, **rating(period=YEAR)) | {"id": f"{on}-x"} for on in ("2026-09-15", "2026-10-15")),
)


def test_a_rating_stated_again_is_one(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, STATED_AGAIN, "published_on::VARCHAR", "core.kpi_rating") == [("2026-09-15",)]


# The ratings of one observation, notice by notice, and the notice from which it stands as it does.
SAID_AGAIN: list[tuple[tuple[str, ...], str, str]] = [
    (("below", "met"), "met", "2026-10-15"),
    (("below", "met", "met"), "met", "2026-10-15"),
    (("met", "below", "met"), "met", "2026-11-15"),
    (("met", "met", "below"), "below", "2026-11-15"),
    (("met", "met", "met"), "met", "2026-09-15"),
]
MONTHS = ("2026-09-15", "2026-10-15", "2026-11-15")
CORRECTED = [
    booked(
        details(number),
        *(
            performance(number, on=on, **rating(code, period=YEAR)) | {"id": f"{on}-{number}"}
            for on, code in zip(MONTHS, codes, strict=False)
        ),
    )
    for number, (codes, _, _) in enumerate(SAID_AGAIN, start=50)
]


@pytest.mark.parametrize("number", range(len(SAID_AGAIN)))
def test_a_corrected_rating_stands_with_the_notice_that_corrects_it(
    book: duckdb.DuckDBPyConnection, number: int
) -> None:
    _, code, on = SAID_AGAIN[number]
    columns = "rating, published_on::VARCHAR, release_id"
    assert own(book, CORRECTED[number], columns, "core.kpi_rating") == [(code, on, f"{on}-{number + 50}")]


DROPPED = BOOK.apart(details(88), change(88, agreedMetrics=[KPIS[0]]))


def test_a_kpi_dropped_by_a_change(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, DROPPED, "kpi_id, dropped_on::VARCHAR, dropped_release_id", "core.kpi") == [
        ("1", None, None), ("2", "2026-10-01", "000887-2026"),
    ]  # fmt: skip
    assert figure_of(book, DROPPED, "kpi_dropped") == (2, 1, 0, 0)
    assert figure_of(book, DROPPED, "sv_kpi_dropped") == (1, 1, 0, 0)


KEEPING: list[dict[str, Any]] = [{}, {"agreedMetrics": [KPIS[0], KPIS[1] | {"id": "9"}]}]
KEPT = [booked(details(number), change(number, **contract)) for number, contract in enumerate(KEEPING, start=32)]


@pytest.mark.parametrize("ocid", KEPT)
def test_a_change_that_does_not_drop_it(book: duckdb.DuckDBPyConnection, ocid: str) -> None:
    assert own(book, ocid, "dropped_on", "core.kpi") == [(None,), (None,)]


TITLES = ("Attendance", "Meals", "Social value")
LEFT: list[tuple[tuple[str, ...], list[tuple[str, str | None]]]] = [
    (("Attendance", "Social value"), [("1", None), ("2", "Meals"), ("3", None)]),
    (
        ("Attendance", "Social value", "Travel"),
        [("1", None), ("2", "Meals"), ("3", None), ("3 of 000835-2026", None)],
    ),
]


def titled(titles: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": str(number), "title": title, "description": "."} for number, title in enumerate(titles, start=1)]


RENUMBERED = [
    booked(details(n, contract={"agreedMetrics": titled(TITLES)}), change(n, agreedMetrics=titled(left)))
    for n, (left, _) in enumerate(LEFT, start=35)
]


@pytest.mark.parametrize("number", range(len(LEFT)))
def test_kpis_numbered_anew_are_told_by_their_titles(book: duckdb.DuckDBPyConnection, number: int) -> None:
    columns = "kpi_id, CASE WHEN dropped_on IS NOT NULL THEN title END"
    assert own(book, RENUMBERED[number], columns, "core.kpi") == LEFT[number][1]


QUALITY = [{"id": "1", "title": "Quality", "description": "A."}, {"id": "2", "title": "Quality", "description": "B."}]
TWINS = booked(details(37, contract={"agreedMetrics": QUALITY}))


def test_kpis_of_one_title_in_a_notice_stay_two(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, TWINS, "kpi_id", "core.kpi") == [("1",), ("2",)]


AMENDMENT = {
    "id": "a", "date": "2026-09-30T00:00:00Z", "description": "Extended by a year.",
    "rationaleClassifications": [{"id": "x", "description": "Provided for in the contract"}],
}  # fmt: skip
FAILURE = {
    "implementation": {"performanceFailures": [{"id": "f", "category": "Delay", "description": "Works were late."}]}
}
CHANGED = booked(details(38), change(38, amendments=[AMENDMENT], **FAILURE))


def test_changes_and_failures_in_the_words_of_the_notice(book: duckdb.DuckDBPyConnection) -> None:
    columns = "kind, changed_on::VARCHAR, reason, quote, published_on::VARCHAR"
    assert own(book, CHANGED, columns, "core.contract_change") == [
        ("change", "2026-09-30", "Provided for in the contract", "Extended by a year.", "2026-10-01"),
        ("performance_failure", None, "Delay", "Works were late.", "2026-10-01"),
    ]


BREACH = {"id": "breach", "description": "Breach of contract"}
# The reason stands as a list or as one, by the version of the format.
ENDINGS: list[dict[str, Any]] = [
    {"terminationRationaleClassifications": [BREACH]},
    {"terminationRationaleClassification": BREACH},
]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    given = [
        each
        for n, ending in enumerate(ENDINGS)
        for each in (details(n), change(n, status="terminated", **ending) | {"tag": ["contractTermination"]})
    ]
    with counted(tmp_path_factory.mktemp("ended"), *given, details(9)) as con:
        yield con


@pytest.mark.parametrize("number", range(len(ENDINGS)))
def test_a_termination(ended: duckdb.DuckDBPyConnection, number: int) -> None:
    ocid = details(number)["ocid"]
    assert own(ended, ocid, "kind, reason", "core.contract_change") == [("termination", "Breach of contract")]
    assert own(ended, ocid, "terminated_on::VARCHAR", "core.contract") == [("2026-10-01",)]
    assert figure(ended, "terminated") == (len(ENDINGS) + 1, len(ENDINGS), 0, 0)
    assert figure(ended, "ended_early") == (len(ENDINGS), len(ENDINGS), 0, 0)


ENDED_BEFORE: dict[str, Any] = {"status": "terminated", "implementation": {"endDate": "2026-09-20T00:00:00Z"}}
STATED = BOOK.apart(details(89), change(89, **ENDED_BEFORE) | {"tag": ["contractTermination"]})


def test_a_contract_ends_on_the_day_that_its_termination_states(book: duckdb.DuckDBPyConnection) -> None:
    assert own(book, STATED, "terminated_on::VARCHAR", "core.contract") == [("2026-09-20",)]
    assert own(book, STATED, "published_on::VARCHAR", "core.contract_change") == [("2026-10-01",)]


CIRCLE = [
    {"id": "a", "releaseID": "r1", "amendsReleaseID": "r2"},
    {"id": "b", "releaseID": "r2", "amendsReleaseID": "r1"},
]
CIRCULAR = booked(details(39), change(39, amendments=CIRCLE))


def test_circular_changes_are_an_issue_and_end(book: duckdb.DuckDBPyConnection) -> None:
    assert len(own(book, CIRCULAR, "kind", "core.contract_change")) == 2
    found = rows(book, "SELECT code FROM core.issue WHERE ocid = ? AND code = 'circular_change'", [CIRCULAR])
    assert len(found) == 1


def test_amendments_in_a_row_are_no_circle() -> None:
    row = [
        {"id": "a", "releaseID": "r2", "amendsReleaseID": "r1"},
        {"id": "b", "releaseID": "r3", "amendsReleaseID": "r2"},
    ]
    assert [issue for issue in mapped(change(amendments=row)).issues if issue.code == "circular_change"] == []


OPENED = details(90) | {
    "id": "000001-2025", "date": "2025-05-01T09:00:00Z", "tag": ["tender"], "awards": [], "contracts": [],
}  # fmt: skip
EXTENDED = change(90, amendments=[{"id": "a", "description": "Extended."}])
PROMISED = BOOK.apart(OPENED, details(90), performance(90), EXTENDED)


def test_the_chain_from_promise_to_delivery(book: duckdb.DuckDBPyConnection) -> None:
    chain = "SELECT step, kpi_id, rating, suppliers FROM out.delivery_chain WHERE ocid = ? ORDER BY step_number"
    assert rows(book, chain, [PROMISED]) == [
        ("promised", None, None, []), ("awarded", None, None, ["Hollin Care Ltd"]), ("contract", None, None, []),
        ("kpi", "1", None, []), ("kpi", "2", None, []), ("rating", "2", "met", []), ("change", None, None, []),
    ]  # fmt: skip


NET = {"amount": 5_000_000, "currency": "GBP"}
GROSS = {"amountGross": 6_000_000, "currency": "GBP"}
CHAINED = "SELECT value_gbp, value_basis, happened_on_basis FROM out.delivery_chain WHERE ocid = ? AND step = ?"
# What an award and its contract say, and the value and day of the steps awarded and contract.
BASES: list[tuple[dict[str, Any] | None, dict[str, Any], list[tuple[object, ...]]]] = [
    (NET, {}, [(5e6, "net", "stated"), (6e6, "gross", "signed")]),
    (BIG, {"value": GROSS}, [(5e6, "net", "stated"), (6e6, "gross", "signed")]),
    (NET, {"value": NET}, [(5e6, "net", "stated"), (5e6, "net", "signed")]),
    (GROSS, {"dateSigned": None}, [(5e6, "gross_less_20_pct_vat", "stated"), (6e6, "gross", "starts")]),
    (None, {"dateSigned": None, "period": None}, [(5e6, "contracts_net", "stated"), (6e6, "gross", "published")]),
    (None, {"value": None}, [(None, "missing", "stated"), (None, "missing", "signed")]),
]
BASED = [
    booked(details(number, contract=contract, awards=[award("1", ONE, value=value)]))
    for number, (value, contract, _) in enumerate(BASES, start=91)
]


@pytest.mark.parametrize("number", range(len(BASES)))
def test_each_step_says_on_which_basis_its_value_and_day_stand(book: duckdb.DuckDBPyConnection, number: int) -> None:
    found = [row for step in ("awarded", "contract") for row in rows(book, CHAINED, [BASED[number], step])]
    assert found == BASES[number][2]
