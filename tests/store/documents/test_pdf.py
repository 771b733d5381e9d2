"""PDF: text as a person reads it, what cannot be read and why, and limits on what one document may take."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from store.documents.content import NotReadError
from store.documents.prepared import prepare
from store.documents.reading import limits
from tests.store.documents.hostile import locked_pdf, pdf_lines, pdf_loop, pdf_nested, pdf_script, scanned_pdf
from tests.store.documents.layouts import LAYOUTS
from tests.store.documents.makers import PROSE, paragraph, pdf, pdf_of
from tests.store.documents.reading import judged, read, words

LEFT = [
    "Social value is assessed in the quality",
    "part of the evaluation and carries a",
    "weighting of ten per cent of the total",
    "score for this contract.",
]
RIGHT = [
    "Tenderers submit prices in the pricing",
    "schedule. No price may be changed after",
    "the closing date for receipt of all the",
    "tenders by the authority.",
]


def drawn(*pages: Callable[[Canvas], object]) -> bytes:
    to = io.BytesIO()
    canvas = Canvas(to, pagesize=A4)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return to.getvalue()


def lines(canvas: Canvas, left: float, top: float, texts: Sequence[str]) -> None:
    for at, text in enumerate(texts):
        canvas.drawString(left, top - 14 * at, text)


@pytest.mark.parametrize("is_across", [False, True])
def test_columns_are_read_one_after_the_other(is_across: bool) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 800, "Invitation to Tender")
        if not is_across:
            lines(canvas, 60, 700, LEFT)
            lines(canvas, 320, 700, RIGHT)
        for at, (one, other) in enumerate(zip(LEFT, RIGHT, strict=True) if is_across else ()):
            canvas.drawString(60, 700 - 14 * at, one)
            canvas.drawString(320, 700 - 14 * at, other)

    text = words(read(drawn(page)))
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text


def test_words_broken_at_line_ends_are_put_together() -> None:
    texts = [
        "Invitation to Tender",
        "The authority will give ten per cent of the total score to commit-",
        "ments on social value and to sus-",
        "tainability, and asks for long-",
        "term effects on well-",
        "being in the area.",
    ]
    text = words(read(drawn(lambda canvas: lines(canvas, 60, 780, texts))))
    assert "commitments on social value and to sustainability" in text
    assert "long-term effects on well-being" in text


def test_ligatures_soft_hyphens_and_odd_spaces_are_plain() -> None:
    from store.documents.reading.mending import plain

    assert (
        plain("o\ufb03ce\u00a0bene\ufb01t co\u00adoperate\u200b \uf0b7 item") == "office benefit cooperate \u2022 item"
    )


def test_headers_and_footers_do_not_cut_sentences_and_evidence_has_its_page() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, 812, "Larkshire County Council")
            canvas.drawString(60, 28, f"ITT 2026/17    Page {number} of 3")
            body = [
                f"Paragraph {number}.{at} says what tenderers send in, and by when they do so for that."
                for at in range(30)
            ]
            if number == 2:
                body[-1] = "The authority marks all answers. The answer on social value"
            if number == 3:
                body[0] = "contributes ten per cent of the total score."
            lines(canvas, 60, 780, body)

        return draw

    content = read(drawn(page(1), page(2), page(3)))
    assert "Larkshire County Council" not in words(content)
    assert "Page 2 of 3" not in words(content)
    stretch = prepare(content).stretches[0]
    assert "social value contributes ten per cent of the total score." in stretch.text
    found = judged(drawn(page(1), page(2), page(3)))
    assert [(each.part, each.evidence.level) for each in found.found if each.evidence.level >= "R2"] == [(2, "R5")]


def test_text_that_stands_on_every_page_of_the_body_stays() -> None:
    body = pdf([paragraph("Social value is scored with 10% of the total score. " + PROSE) for _ in range(60)])
    assert words(read(body)).count("Social value is scored with 10%") == 60


def test_scans_are_told_and_not_read() -> None:
    content = read(scanned_pdf())
    assert (content.status, content.parts) == ("scanned", [])
    assert content.reason() == "pages are pictures of text"


@pytest.mark.parametrize(
    ("user", "may_copy", "status"), [("", True, "read"), ("", False, "encrypted"), ("x", True, "encrypted")]
)
def test_encrypted_is_read_only_if_its_owner_allows(user: str, may_copy: bool, status: str) -> None:
    body = locked_pdf(user, may_copy=may_copy)
    if status == "read":
        assert "Social value will carry" in words(read(body))
        return
    with pytest.raises(NotReadError) as refused:
        read(body)
    assert refused.value.status == "encrypted"


def test_scripts_and_files_inside_are_left_alone() -> None:
    content = read(pdf_script())
    assert "files inside the PDF were not opened" in (content.reason() or "")
    assert judged(pdf_script()).levels() == ["R5"]


def test_trees_that_never_end_are_no_pages() -> None:
    assert read(pdf_loop()).status == "scanned"
    with pytest.raises(NotReadError):
        read(pdf_nested())


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"%PDF-1.4\n" + b"\x00" * 500, pdf([paragraph("x")])[:400]])
def test_broken_pdf_is_broken(body: bytes) -> None:
    with pytest.raises(NotReadError) as refused:
        read(body)
    assert refused.value.status == "broken"


def test_drawing_with_few_words_keeps_its_text_when_its_tables_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_PAGE_SECONDS", 0.01)
    content = read(pdf_lines())
    assert "Social value weighting 10%" in words(content)
    assert "tables were left out" in (content.reason() or "")


def test_text_stays_when_a_page_has_no_size_that_tables_could_stand_in() -> None:
    body = pdf_of(LAYOUTS[0], "ruled").replace(b"/MediaBox [ 0 0 595.2756 841.8898 ]", b"/MediaBox [ 0 0 9e30 -9e30 ]")
    content = read(body)
    assert content.status == "read"
    assert "tables were left out" in content.notes[0]
    assert "Social value" in words(content)


def test_pages_beyond_the_limit_are_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 2)
    content = read(drawn(*(lambda canvas: lines(canvas, 60, 700, LEFT) for _ in range(5))))
    assert not content.is_whole
    assert content.reason() == "only 2 of 5 pages were read: more than 2 pages"
