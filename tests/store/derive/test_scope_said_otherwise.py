"""Words that say otherwise than the form: a call-off under a named law, and a concession without the word."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

# Title and description of notices under the Procurement Act 2023 that are no framework by their form.
CALL_OFFS = [
    ("Payroll", "This is a call-off from the Crown Commercial Service framework RM6160; only suppliers on it may bid."),
    ("Call-off contract under ESPO framework 664: interim staff", "Interim staff for a year."),
    ("Mini-competition under ESPO framework 664", "Interim staff for a year."),
    ("Further competition: temporary staff", "Staff for a year."),
    ("Guards", "A further competition under framework RM6089 for guards at nine sites."),
    ("Guards", "The service is procured under the Pagabo framework for one year."),
    ("Guards", "Only suppliers appointed to the framework may bid for this call-off."),
    ("Direct award via NHS SBS framework: scanners", "Upkeep of scanners."),
]
NO_CALL_OFFS = [
    ("Payroll", "The council wishes to appoint a provider of payroll services."),
    (
        "Framework for interim staff",
        "The council will set up a framework; call-offs are by further competition.",
    ),
    (
        "Interim staff",
        "A framework will be established with call-off contracts from the framework by members.",
    ),
    ("Guards", "This is not a call-off from a framework."),
    ("Guards", "The buyer may call off further hours from the contract."),
    ("Guards", "Bidders should set out a framework for quality."),
    ("Call-off framework for guards", "The framework will be open to nine councils."),
]
CONCESSIONS = [
    "The operator runs the cafe at its own risk, keeps the takings and pays the council a rent.",
    "The caterer bears the operating risk and retains all income from sales.",
    "The provider keeps the income from the car park and pays the trust a share of the takings.",
    "The firm will retain the revenue, and the demand risk lies with the firm: it is at its own risk.",
    "A licence fee is asked: the operator pays a licence fee each year and trades at its own commercial risk.",
    "The boat hirer pays the council a percentage of turnover, keeping the rest of the receipts.",
    "The kiosk is run at the trader's own risk. The trader keeps all takings.",
    "The operator is entitled to the entry fees and will pay an annual rent.",
]
NO_CONCESSIONS = [
    "The contractor works at its own risk until the order is signed.",
    "The provider collects rent from tenants and keeps records of income received.",
    "The council pays the rent of the depot.",
    "The council keeps the takings and pays the operator a fee; stock is at the operator's own risk.",
    "Advice on income and revenues for the council is asked for.",
    "The supplier pays a commission to its agents.",
    "The contractor keeps a log of risks.",
    "Not a concession: the operator keeps the takings and pays the council a rent.",
]


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        of_the_act = IN_SCOPE | {"legal_basis": "UKPGA:2023/54", "form_type": "UK4", "published_at": at("2026-10-05")}
        for title, description in CALL_OFFS + NO_CALL_OFFS:
            notice(con, title + description, **of_the_act, title=title, description=description)
        set_up = of_the_act | {"is_framework": True}
        notice(con, "set up", **set_up, title="Guards", description=CALL_OFFS[0][1])
        old = of_the_act | {"legal_basis": "CELEX:32014L0024", "form_type": None, "published_at": at("2023-05-05")}
        notice(con, "older law", **old, title="Mini-competition under ESPO framework 664", description="Staff.")
        elsewhere = IN_SCOPE | {"source": "contracts_finder", "legal_basis": None}
        elsewhere["buyer_id"] = buyer(con, buyer_id="elsewhere", source="contracts_finder")
        for words in CONCESSIONS + NO_CONCESSIONS:
            notice(con, words, **elsewhere, title="Cafe in the park", description=words)
        derive(con)
        yield con


def d4(con: duckdb.DuckDBPyConnection, ocid: str) -> tuple[object, ...]:
    return rows(con, "SELECT decision, reason FROM core.scope_step WHERE ocid = ? AND step = 'D4'", [ocid])[0]


@pytest.mark.parametrize("words", CALL_OFFS)
def test_a_call_off_by_its_words_is_unknown(derived: duckdb.DuckDBPyConnection, words: tuple[str, str]) -> None:
    decision, reason = d4(derived, "".join(words))
    assert decision == "unknown"
    assert "though the form does not" in str(reason)


def test_so_is_one_under_the_older_law(derived: duckdb.DuckDBPyConnection) -> None:
    assert d4(derived, "older law")[0] == "unknown"


@pytest.mark.parametrize("words", NO_CALL_OFFS)
def test_other_words_leave_the_form_to_decide(derived: duckdb.DuckDBPyConnection, words: tuple[str, str]) -> None:
    assert d4(derived, "".join(words))[0] == "yes"


def test_a_framework_by_its_form_writes_of_its_call_offs(derived: duckdb.DuckDBPyConnection) -> None:
    assert d4(derived, "set up")[0] == "yes"


@pytest.mark.parametrize("words", CONCESSIONS)
def test_two_marks_of_a_concession_are_unknown(derived: duckdb.DuckDBPyConnection, words: str) -> None:
    assert d4(derived, words)[0] == "unknown"


@pytest.mark.parametrize("words", NO_CONCESSIONS)
def test_one_mark_is_none(derived: duckdb.DuckDBPyConnection, words: str) -> None:
    assert d4(derived, words)[0] == "yes"
