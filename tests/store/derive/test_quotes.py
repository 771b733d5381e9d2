"""Which passages read as a sentence by themselves: the best quote prefers them, the clause library takes no others."""

from collections.abc import Iterator

import duckdb
import pytest

from store.sql_files import run_script

ALONE = [
    ("The contractor shall offer two apprenticeships as its social value.", "requirement.req_must"),
    ("Social value carries 10% of the total marks.", "criterion.weight"),
    ("2.3 Bidders must complete the community benefits form.", "requirement.req_must"),
    ("Mae budd cymunedol yn rhan o'r contract.", "mention.concept"),
]
NOT_ALONE = [
    ("This will be tested via the response.", "criterion.points_back"),
    ("They should be agreed with the council.", "mention.concept"),
    ("(c) deliver the social value offered in the tender;", "requirement.req_clause"),
    ("Community benefits", "mention.concept"),
    ("Social Value 10%", "criterion.weight"),
    ("The supplier shall provide social value as follows:", "requirement.req_must"),
    ("The contractor must take on a trainee.", "requirement.beside"),
    ("Apprentices will be recruited.", "requirement.list_item"),
]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        run_script(con, "macros/quotes.sql")
        yield con


@pytest.mark.parametrize(
    ("text", "rule", "is_alone"), [*((*row, True) for row in ALONE), *((*row, False) for row in NOT_ALONE)]
)
def test_reads_alone(con: duckdb.DuckDBPyConnection, text: str, rule: str, is_alone: bool) -> None:
    assert con.execute("SELECT reads_alone(?, ?)", [text, rule]).fetchone() == (is_alone,)


@pytest.mark.parametrize(
    ("text", "rule", "little"),
    [
        ("The supplier must recruit two apprentices.", "requirement.req_must", 0),
        ("Community benefits are included in this requirement.", "requirement.template_required", 1),
        ("- working with schools and colleges to offer work experience", "requirement.list_item", 0),
        ("Support to community", "requirement.list_item", 2),
        ("Please see the general conditions of this contract for more.", "requirement.list_item", 2),
    ],
)
def test_how_little_a_passage_tells(con: duckdb.DuckDBPyConnection, text: str, rule: str, little: int) -> None:
    assert con.execute("SELECT tells_little(?, ?)", [text, rule]).fetchone() == (little,)
