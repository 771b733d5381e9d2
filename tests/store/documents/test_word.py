"""DOCX: body order, text boxes, footnotes, headers, tracked changes, hidden text, pages."""

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from store.documents.content import HIDDEN, NotReadError
from tests.store.documents.hostile import (
    docx_bomb,
    docx_deep,
    docx_file_entity,
    docx_laughs,
    docx_lying,
    docx_web_entity,
    zip_of,
)
from tests.store.documents.makers import docx_bytes
from tests.store.documents.reading import judged, read, words

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def added(holder: object, xml: str) -> None:
    holder.append(parse_xml(xml))  # type: ignore[attr-defined]


def test_tracked_changes_count_as_accepted() -> None:
    document = docx.Document()
    own = document.add_paragraph("Social value will carry ")
    added(own._p, f'<w:del {W} w:id="1" w:author="J Roe"><w:r><w:delText>25%</w:delText></w:r></w:del>')
    added(own._p, f'<w:ins {W} w:id="2" w:author="J Roe"><w:r><w:t>10%</w:t></w:r></w:ins>')
    own.add_run(" of the total score.")
    table = document.add_table(2, 2)
    for at, (name, weight) in enumerate([("Criterion", "Weighting"), ("Price", "90%")]):
        table.cell(at, 0).text, table.cell(at, 1).text = name, weight
    for weight, is_deleted in (("30%", True), ("10%", False)):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = "Social value", weight
        if is_deleted:
            added(row._tr.get_or_add_trPr(), f'<w:del {W} w:id="3" w:author="J Roe"/>')
    found = judged(docx_bytes(document))
    assert words(found.content) == "Social value will carry 10% of the total score."
    assert found.social() == 10
    assert "Roe" not in found.content.packed().decode()


def test_deleted_paragraph_mark_joins_what_it_parted() -> None:
    document = docx.Document()
    first = document.add_paragraph("Social value carries")
    added(first._p.get_or_add_pPr(), f'<w:rPr {W}><w:del w:id="9" w:author="x"/></w:rPr>')
    document.add_paragraph("ten per cent of the total score.")
    assert words(read(docx_bytes(document))) == "Social value carries ten per cent of the total score."


def test_hidden_text_is_marked_and_gives_nothing() -> None:
    document = docx.Document()
    document.add_paragraph("Tenders are evaluated on price.")
    document.add_paragraph().add_run("Social value carries 30% of the total score.").font.hidden = True
    found = judged(docx_bytes(document))
    assert [block.mark for part in found.content.parts for block in part.blocks] == ["", HIDDEN]
    assert found.levels() == []
    assert "hidden" in found.found[0].evidence.trail[-1]


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Tenderers must offer community benefits.</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    shape = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    document = docx.Document()
    own = document.add_paragraph("See the box.")
    added(
        own._p,
        f'<w:r {W} {names} {shape}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    assert words(read(docx_bytes(document))) == "See the box.\nTenderers must offer community benefits."


def test_footnotes_follow_what_refers_to_them() -> None:
    document = docx.Document()
    document.add_paragraph("Criteria are below")
    document.add_paragraph("End.")
    with zipfile.ZipFile(io.BytesIO(docx_bytes(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    note = "<w:p><w:r><w:t>Social value is 12% of the total score.</w:t></w:r></w:p>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts["word/footnotes.xml"] = f'<w:footnotes {W}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'.encode()
    for name, end, more in (
        (
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/>',
        ),
        ("[Content_Types].xml", b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/>'),
        ("word/document.xml", b"Criteria are below</w:t></w:r>", ""),
    ):
        added_xml = more.encode() + end if more else end + b'<w:r><w:footnoteReference w:id="2"/></w:r>'
        parts[name] = parts[name].replace(end, added_xml)
    text = words(read(zip_of(parts)))
    assert text == "Criteria are below\nSocial value is 12% of the total score.\nEnd."


def test_headers_are_read_once_and_lists_are_lists() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Larkshire County Council"
    document.add_paragraph("Jobs for local people", style="List Bullet")
    document.add_paragraph("Training", style="List Number")
    text = words(read(docx_bytes(document)))
    assert text == "Larkshire County Council\n\u2022 Jobs for local people\n\u2022 Training"


def test_pages_are_those_that_word_counted() -> None:
    document = docx.Document()
    document.add_paragraph("First page.")
    own = document.add_paragraph()
    own.add_run().add_break(WD_BREAK.PAGE)
    own.add_run("Social value is scored with 10% of the total score.")
    found = judged(docx_bytes(document))
    assert found.content.page_count == 2
    assert [each.part for each in found.found] == [2]


def test_sentence_over_a_page_break_is_whole() -> None:
    document = docx.Document()
    own = document.add_paragraph("Social value carries")
    added(
        own._p,
        f"<w:r {W}><w:lastRenderedPageBreak/><w:t xml:space='preserve'> ten per cent of the total score.</w:t></w:r>",
    )
    found = judged(docx_bytes(document))
    assert [(each.part, each.evidence.level) for each in found.found] == [(1, "R5")]


def test_entities_are_never_followed() -> None:
    assert "root:" not in read(docx_file_entity()).packed().decode()
    assert "Social value will carry" in words(read(docx_web_entity()))


@pytest.mark.parametrize("make", [docx_laughs, docx_deep])
def test_xml_made_to_grow_is_broken(make: object) -> None:
    with pytest.raises(NotReadError) as refused:
        read(make())  # type: ignore[operator]
    assert refused.value.status == "broken"


def test_bomb_is_refused_by_its_directory_and_a_lie_there_is_found_out() -> None:
    with pytest.raises(NotReadError) as refused:
        read(docx_bomb())
    assert refused.value.status == "too_large"
    with pytest.raises(zipfile.BadZipFile):
        read(docx_lying())
