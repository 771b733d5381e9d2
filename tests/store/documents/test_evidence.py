"""What a document may give: by its role, by where a passage stands, and by its lot."""

import docx
import pytest

from store.documents.evidence import QUOTE_CHARS
from store.documents.judging import own_lots
from tests.store.documents.layouts import LAYOUTS, Layout
from tests.store.documents.makers import HEADING, RULED, docx_bytes, made, paragraph, pdf, pdf_table, table_of
from tests.store.documents.reading import judged

FLAT = next(layout for layout in LAYOUTS if layout.name == "flat")
SCORED = "Social value will be scored and carries a weighting of 10% of the total score."
TABLE = [["Criterion", "Weighting"], ["Quality", "40%"], ["Social value", "20%"], ["Price", "40%"]]


def document(*texts: str) -> bytes:
    own = docx.Document()
    for text in texts:
        own.add_paragraph(text)
    return docx_bytes(own)


@pytest.mark.parametrize("role", ["itt", "clarification"])
def test_invitation_and_its_clarifications_give_all_levels(role: str) -> None:
    assert judged(document(SCORED), role).levels() == ["R5"]
    assert judged(made(FLAT, "docx"), role).levels() == ["R5"]


@pytest.mark.parametrize("role", ["response_form", "pricing", "specification", "contract", "other"])
def test_all_others_give_at_most_r2(role: str) -> None:
    for body in (document(SCORED), made(FLAT, "docx")):
        found = judged(body, role)
        assert found.levels() == ["R2"]
        assert found.social() == 0
        kept = next(each.evidence for each in found.found if each.evidence.level == "R2")
        assert kept.weight is None
        assert "at most R2 (else R5)" in kept.trail[-1]


def test_named_act_stays_named_in_a_specification() -> None:
    text = "The Public Services (Social Value) Act 2012 applies and social value carries 10% of the total score."
    assert judged(document(text), "specification").levels() == ["R2a"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Worked example", SCORED),
        ("Example:", SCORED),
        ("For illustration only: social value carries a weighting of 10% of the total score.",),
        ("In this example social value carries a weighting of 10% of the total score.",),
        ("[Guidance note: social value should carry 10% of the total score. Delete before issue.]",),
        ("Note to authors: social value must carry 10% of the total score.",),
        ("Social value will carry [insert]% of the total score.",),
        ("Social value will be weighted at [XX]% of the total score.",),
    ],
)
def test_examples_and_guidance_of_templates_give_nothing(texts: tuple[str, ...]) -> None:
    assert judged(document("Invitation to tender", *texts)).levels() == []


def test_example_ends_at_the_next_heading() -> None:
    assert judged(
        document("4. Worked example", "Social value carries 25% of the total score.", "5. Award", SCORED)
    ).levels() == ["R5"]


def test_for_example_within_a_requirement_is_no_example() -> None:
    text = "Tenderers must offer social value, for example apprenticeships. " + SCORED
    assert "R5" in judged(document(text)).levels()


def test_table_of_an_example_gives_nothing() -> None:
    table = pdf_table(Layout("a", TABLE, {}, 0), RULED)
    found = judged(pdf([paragraph("Tenders are evaluated."), paragraph("Worked example of scoring"), table]))
    assert found.levels() == []
    assert found.social() == 0
    assert [row.is_counted for row in found.criteria] == [False] * 3


def test_passage_on_another_lot_gives_nothing() -> None:
    text = "For Lot 2 social value carries a weighting of 15% of the total score."
    assert judged(document(text), own_lots=frozenset({"2"})).levels() == ["R5"]
    assert judged(document(text), own_lots=frozenset({"1"})).levels() == []


def test_lots_of_a_procurement() -> None:
    assert own_lots("Lot 3 - Minibuses", 1) == {"3"}
    assert own_lots("Minibuses", 1) == frozenset()
    assert {"1", "2", "A", "B"} == own_lots("Minibuses", 2)


def test_quotes_are_short() -> None:
    text = SCORED[:-1] + ", and so on and so forth" * 40 + "."
    found = judged(document(text))
    assert max(len(each.evidence.text) for each in found.found) <= QUOTE_CHARS


def test_document_that_repeats_itself_gives_a_bounded_number_of_passages() -> None:
    from store.documents.evidence import strongest

    found = judged(document(*[f"Social value item {number}: {SCORED}" for number in range(400)])).found
    assert len(strongest(found)) <= 150


def test_heading_above_the_table_names_the_lot() -> None:
    flow = [paragraph("Lot 2 award criteria"), pdf_table(Layout("a", TABLE, {}, 0), RULED)]
    assert (
        judged(
            pdf(
                [
                    paragraph(
                        "Tenders",
                    ),
                    *flow,
                ]
            ),
            own_lots=frozenset({"1"}),
        ).social()
        == 0
    )
    assert HEADING is not None


def test_quote_of_a_share_of_a_part_says_what_it_comes_to() -> None:
    rows = [["Question", "Share of quality"], ["Method", "75%"], ["Social value", "25%"]]
    text = (
        "Price carries 50% of the total score and quality 50%. The questions on quality carry these shares of quality."
    )
    found = judged(pdf([paragraph(text), pdf_table(Layout("a", rows, {}, 0), RULED)]))
    assert found.social() == 12.5
    assert [each.evidence.text for each in found.found if each.is_structured] == [
        "Social value | 25% [12.5% of the total]"
    ]


SHORT = "Criterion | Weighting / Price | 60% / Quality | 30% / {name} | 10%"


@pytest.mark.parametrize(
    "name",
    [
        *("SV: local jobs", "SV carbon", "S.V. carbon", "S.V carbon", "S. V. carbon", "S V jobs", "S.V.: jobs", "S.V."),
        *("SV1 Jobs", "SV1", "SV 1: Jobs", "SV2.1 Jobs", "Jobs (S.V.)", "Social value (S.V.)"),
    ],
)
def test_social_value_by_its_initials(name: str) -> None:
    found = judged(table_of(SHORT.format(name=name)))
    assert found.social() == 10
    assert name in found.shares()


@pytest.mark.parametrize(
    "name", ["M.S.V. Ltd", "MSV 12", "CSV upload", "SVQ", "S.V.Q. level", "USV1", "SVHC register", "SV2000 pump"]
)
def test_other_initials_are_none(name: str) -> None:
    assert judged(table_of(SHORT.format(name=name))).social() == 0


def test_initials_of_either_form_are_summed() -> None:
    rows = "Criterion | Weighting / Price | 60% / Quality | 30% / SV: local jobs | 5% / S.V. carbon | 5%"
    assert judged(table_of(rows)).social() == 10
