"""Tables of award criteria in every format and layout: rows kept, shares of the total, and what is no such table."""

import io

import docx
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from tests.store.documents.layouts import LAYOUTS, OTHERS, WORDS, Layout
from tests.store.documents.makers import (
    HEADING,
    PROSE,
    RULED,
    add_docx_table,
    docx_bytes,
    made,
    paragraph,
    pdf,
    pdf_table,
)
from tests.store.documents.reading import judged

KINDS = ("ruled", "striped", "borderless", "docx", "xlsx", "html")
CASES = [(layout, kind) for layout in LAYOUTS for kind in layout.only]


@pytest.mark.parametrize(("layout", "kind"), CASES, ids=[f"{layout.name}-{kind}" for layout, kind in CASES])
def test_every_row_is_kept_with_its_share_of_the_total(layout: Layout, kind: str) -> None:
    found = judged(made(layout, kind))
    for name, share in layout.shares.items():
        own = [value for key, value in found.shares().items() if key.startswith(name)]
        assert own == [pytest.approx(share)], (name, found.shares())
    assert found.social() == pytest.approx(layout.social)
    assert len([level for level in found.levels() if level >= "R3"]) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", OTHERS, ids=lambda layout: layout.name)
def test_other_tables_are_none_of_criteria(layout: Layout, kind: str) -> None:
    found = judged(made(layout, kind))
    assert found.criteria == []
    assert [level for level in found.levels() if level >= "R3"] == []


@pytest.mark.parametrize("is_repeated", [False, True])
def test_table_over_pages_is_one_and_its_rows_have_their_pages(is_repeated: bool) -> None:
    questions = [["Quality" if at == 0 else "", f"Question {at + 1}: {WORDS[:120]}", "2%"] for at in range(25)]
    rows = [
        ["Criterion", "Sub-criterion", "Weighting"],
        *questions,
        ["Social value", "Jobs", "6%"],
        ["", "Community", "4%"],
        ["Price", "Tender sum", "40%"],
    ]
    cells = [[paragraph(cell) for cell in row] for row in rows]
    table = Table(cells, colWidths=[120, 220, 100], style=RULED, repeatRows=int(is_repeated))
    found = judged(pdf([*(paragraph(PROSE) for _ in range(10)), table]))
    assert len(found.prepared.tables) == 1
    assert found.social() == 10
    assert found.shares()["Quality"] == 50
    social = next(row for row in found.criteria if row.is_social_value)
    assert social.page == len(found.content.parts) > 1


def _two_tables(*inner: object) -> bytes:
    outer = Layout("outer", [["Criterion", "Weighting"], ["Quality", "60%"], ["Price", "40%"]], {}, 0)
    return pdf([Paragraph("Award criteria", HEADING), pdf_table(outer, RULED), Spacer(1, 20), paragraph(PROSE), *inner])


def test_shares_of_quality_in_a_table_of_their_own_are_multiplied() -> None:
    inner = Layout(
        "inner", [["Question", "Weighting"], ["Method", "45%"], ["Team", "40%"], ["Social value", "15%"]], {}, 0
    )
    found = judged(_two_tables(Paragraph("Quality questions", HEADING), pdf_table(inner, RULED)))
    assert found.social() == 9


def test_shares_of_a_named_part_are_those_of_that_part() -> None:
    outer = [["Criterion", "Weighting"], ["Quality", "50%"], ["Social value", "20%"], ["Price", "30%"]]
    inner = [["Theme", "Weighting"], ["Local jobs", "60%"], ["Carbon", "40%"]]
    flow = [
        Paragraph("Award criteria", HEADING),
        pdf_table(Layout("outer", outer, {}, 0), RULED),
        Paragraph("Social value: weighting of themes", HEADING),
        pdf_table(Layout("inner", inner, {}, 0), RULED),
    ]
    found = judged(pdf(flow))
    assert found.social() == 20
    assert found.shares()["Local jobs"] == 12


def test_points_of_quality_only_are_no_shares_of_the_total() -> None:
    rows = [["Question", "Maximum score"], ["Method", "50"], ["Team", "30"], ["Social value", "15"]]
    found = judged(pdf([Paragraph("Quality evaluation", HEADING), pdf_table(Layout("a", rows, {}, 0), RULED)]))
    assert found.shares()["Social value"] is None
    assert found.levels()[0] == "R4"


INNER = [["Sub-criterion", "Weighting"], ["Method", "50%"], ["Team", "30%"], ["Social value", "20%"]]


def test_table_in_a_cell_of_a_pdf() -> None:
    inner = Table(INNER, style=RULED, colWidths=[120, 70])
    rows = [["Criterion", "Detail", "Weighting"], ["Quality", inner, "60%"], ["Price", "", "40%"]]
    outer = Table(rows, style=RULED, colWidths=[100, 220, 80])
    assert judged(pdf([Paragraph("Award criteria", HEADING), outer])).social() == 12


def test_table_in_a_cell_of_a_docx() -> None:
    document = docx.Document()
    document.add_heading("Award criteria", 1)
    table = add_docx_table(
        document, Layout("o", [["Criterion", "Weighting"], ["Quality", "60%"], ["Price", "40%"]], {}, 0)
    )
    add_docx_table(table.cell(1, 0), Layout("i", INNER, {}, 0))  # type: ignore[attr-defined]
    assert judged(docx_bytes(document)).social() == 12


def test_weights_centred_beside_names_of_several_lines_without_rules() -> None:
    rows = [
        ["Criterion", "Weighting"],
        ["Approach to mobilisation, transition and the management of change during the first year", "35%"],
        ["Social value, including employment of care leavers and work with voluntary organisations", "15%"],
        ["Price", "50%"],
    ]
    style = [("ALIGN", (-1, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    table = Table([[paragraph(row[0]), row[1]] for row in rows], colWidths=[250, 120], style=style)
    found = judged(pdf([paragraph(PROSE), Paragraph("Award criteria", HEADING), table, paragraph(PROSE)]))
    assert found.social() == 15


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_page_on_its_side(turn: int) -> None:
    to = io.BytesIO()
    layout = next(layout for layout in LAYOUTS if layout.name == "merged groups")
    flow = [Paragraph("Award criteria", HEADING), pdf_table(layout, RULED)]
    SimpleDocTemplate(to, pagesize=landscape(A4)).build(flow)
    document = pypdfium2.PdfDocument(to.getvalue())
    document[0].set_rotation(turn)
    turned = io.BytesIO()
    document.save(turned)
    assert judged(turned.getvalue()).social() == 10


LOTS = Layout(
    "lots",
    [
        ["Criterion", "Lot 1", "Lot 2", "Lot 3"],
        ["Quality", "50%", "50%", "40%"],
        ["Social value", "10%", "5%", "20%"],
        ["Price", "40%", "45%", "40%"],
    ],
    {},
    0,
)


@pytest.mark.parametrize("kind", ["ruled", "docx"])
def test_columns_of_lots_are_never_added_up(kind: str) -> None:
    found = judged(made(LOTS, kind))
    assert {row.lot: row.weight_pct for row in found.criteria if row.is_social_value} == {"1": 10, "2": 5, "3": 20}
    assert found.social() == 20


def test_criteria_of_another_lot_give_nothing() -> None:
    found = judged(made(LOTS, "docx"), own_lots=frozenset({"2"}))
    assert found.social() == 5
    assert found.levels() == ["R4"]


def test_lot_of_a_heading_is_that_of_the_table_below() -> None:
    rows = [["Criterion", "Weighting"], ["Quality", "50%"], ["Social value", "20%"], ["Price", "30%"]]
    flow = [Paragraph("Lot 1: award criteria", HEADING), pdf_table(Layout("a", rows, {}, 0), RULED)]
    assert judged(pdf(flow), own_lots=frozenset({"2"})).levels() == []
    assert judged(pdf(flow), own_lots=frozenset({"1"})).levels() == ["R5+"]


def test_zero_weight_is_an_exclusion() -> None:
    rows = [["Criterion", "Weighting"], ["Quality", "60%"], ["Social value", "0%"], ["Price", "40%"]]
    found = judged(made(Layout("zero", rows, {}, 0), "docx"))
    assert [each.evidence.level for each in found.found] == ["R0n"]


def test_pass_or_fail_has_no_weight() -> None:
    rows = [["Criterion", "Weighting"], ["Quality", "60%"], ["Social value", "Pass/Fail"], ["Price", "40%"]]
    found = judged(made(Layout("pass", rows, {}, 0), "docx"))
    assert found.levels() == ["R3"]
    assert found.social() == 0


@pytest.mark.parametrize("name", ["Social\nValue", "Community\nBenefits", "SOCIAL \n VALUE"], ids=ascii)
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_name_that_a_narrow_cell_cuts_is_whole(name: str, kind: str) -> None:
    rows = [["Criterion", "Weighting"], ["Price", "60%"], ["Quality", "30%"], [name, "10%"]]
    if kind == "pdf":
        body = pdf([paragraph("Award criteria"), Table(rows, style=RULED)])
    else:
        document = docx.Document()
        table = document.add_table(rows=0, cols=2)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        body = docx_bytes(document)
    assert judged(body).social() == pytest.approx(10)
