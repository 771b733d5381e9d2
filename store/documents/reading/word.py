"""DOCX: the body in order with tables, text boxes, footnotes, headers; changes as accepted, struck-out text marked."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from store.documents.content import HIDDEN, STRUCK, Block, Content, NotReadError, Part, Table
from store.documents.reading import limits, mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Taken out or moved away by a tracked change, and instructions of fields: none of it is text.
_GONE = frozenset({f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr")})
_PLAIN = {f"{_W}tab": " ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "", f"{_W}sym": "\u2022"}
_NOTES = (("footnoteReference", RELATIONSHIP_TYPE.FOOTNOTES), ("endnoteReference", RELATIONSHIP_TYPE.ENDNOTES))
_NOTE_TAGS = {f"{_W}{kind}": kind for kind, _ in _NOTES}
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST_TABLE = 6
_MOST_BASES = 20  # styles based on each other
_PAGE_END = "\x0c"


def read_docx(body: bytes) -> Content:
    """The parts of a DOCX, one for each page that Word last counted.

    Raises:
        NotReadError: it is no DOCX that can be opened.
    """
    try:
        document = docx.Document(io.BytesIO(body))
        return _Reader(document).content()
    except (KeyError, ValueError, etree.XMLSyntaxError, OpcError, AttributeError) as error:
        raise NotReadError("broken", f"no DOCX that can be opened: {str(error).partition(',')[0][:80]}") from error


@dataclass(slots=True)
class _Pieces:
    """Text of a paragraph while it is gathered: its pieces, and what hangs on it."""

    pieces: list[tuple[str, str]] = field(default_factory=list)  # with the mark of each: hidden, struck out, or none
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def text(self, mark: str = "") -> str:
        """The words that have a mark, or none."""
        return "".join(text for text, own in self.pieces if own == mark)


class _Reader:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._hidden_styles = _styles_with(document, "rPr", "vanish")
        self._struck_styles = _struck_styles(document)
        self._item_styles = _styles_with(document, "pPr", "numPr") - _styles_with(document, "pPr", "outlineLvl")
        body = document.element.body
        # Word writes where pages ended when it last laid them out; else only the breaks that people made are known.
        self._break = "lastRenderedPageBreak" if body.find(f".//{_W}lastRenderedPageBreak") is not None else "br"
        self._notes = {kind: self._note_texts(kind, relation) for kind, relation in _NOTES}
        self._parts = [Part(1, [])]
        self._struck: list[str] = []  # of the cells of the table that is read
        self._chars = 0
        self._is_joined = False

    def content(self) -> Content:
        """The document, read."""
        self._margins()
        self._blocks(self._document.element.body, 0)
        parts = [part for part in self._parts if part.blocks]
        content = Content("docx", parts, len(self._parts) if len(self._parts) > 1 else None)
        if self._chars > limits.CHARS:
            content.is_whole = False
            content.notes.append(f"only the first {limits.CHARS:,} characters were read")
        if not parts:
            content.status = "scanned" if self._document.element.body.find(f".//{_W}drawing") is not None else "broken"
            content.notes.append("pages are pictures of text" if content.status == "scanned" else "holds no text")
        return content

    # -- the body, in order ---------------------------------------------------------------------------------------

    def _blocks(self, holder: _Element, depth: int) -> None:
        for element in holder:
            if self._chars > limits.CHARS:
                return
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if name == "p":
                self._paragraph(element, depth)
            elif name == "tbl":
                self._add_table(element, depth)
            elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}:
                self._blocks(element, depth)

    def _paragraph(self, element: _Element, depth: int) -> None:
        gathered = _Pieces()
        self._gather(element, gathered, self._mark(element.find(f"{_W}pPr"), "pStyle", ""))
        for number, text in enumerate(gathered.text().split(_PAGE_END)):
            if number:
                self._parts[-1].is_open_ended = bool(text.strip() and self._parts[-1].blocks)
                self._parts.append(Part(len(self._parts) + 1, []))
            self._add_text(text, is_item=number == 0 and self._is_item(element))
        self._is_joined = element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
        for mark in (HIDDEN, STRUCK):
            if unseen := mending.plain(gathered.text(mark)).strip():
                self._add_block(Block(unseen, mark=mark))
        if depth < _DEEPEST_TABLE:
            for box in gathered.boxes:
                self._blocks(box, depth + 1)
        for kind, note_id in gathered.notes:
            note = self._notes[kind].get(note_id)
            if note:
                self._add_block(Block(note))

    def _is_item(self, element: _Element) -> bool:
        """Whether a paragraph is an item of a list, by itself or by its style."""
        style = element.find(f"{_W}pPr/{_W}pStyle")
        is_by_style = style is not None and style.get(f"{_W}val") in self._item_styles
        return is_by_style or element.find(f"{_W}pPr/{_W}numPr") is not None

    def _gather(self, element: _Element, gathered: _Pieces, mark: str) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _GONE:
                continue
            text = self._text_of(child)
            if text is not None:
                gathered.pieces.append((text, "" if text == _PAGE_END else mark))
            elif tag in _NOTE_TAGS:
                gathered.notes.append((_NOTE_TAGS[tag], child.get(f"{_W}id", "")))
            elif tag == f"{_W}txbxContent":
                gathered.boxes.append(child)
            elif tag == f"{_MC}AlternateContent":  # the same twice: for Word of today, and for older ones
                chosen = child.find(f"{_MC}Choice")
                self._gather(child if chosen is None else chosen, gathered, mark)
            else:
                own = self._mark(child.find(f"{_W}rPr"), "rStyle", mark) if tag == f"{_W}r" else mark
                self._gather(child, gathered, own)

    def _text_of(self, element: _Element) -> str | None:
        """What an element says by itself; None for one that only holds others."""
        tag = element.tag
        if tag == f"{_W}t":
            return element.text or ""
        if tag == f"{_W}lastRenderedPageBreak":
            return _PAGE_END if self._break == "lastRenderedPageBreak" else ""
        if tag == f"{_W}br":
            is_end = self._break == "br" and element.get(f"{_W}type") == "page"
            return _PAGE_END if is_end else "\n"
        return _PLAIN.get(tag)

    def _mark(self, properties: _Element | None, style_tag: str, outer: str) -> str:
        """Whether a paragraph or a run is hidden or struck out; `outer` is the mark of what it stands in."""
        if outer == HIDDEN or self._is_hidden(properties, style_tag):
            return HIDDEN
        if properties is None:
            return outer
        lines = [properties.find(f"{_W}{name}") for name in ("strike", "dstrike")] if style_tag == "rStyle" else []
        own = [line for line in lines if line is not None]
        if own:
            return STRUCK if any(_is_on(line) for line in own) else ""
        style = properties.find(f"{_W}{style_tag}")
        return STRUCK if style is not None and style.get(f"{_W}val") in self._struck_styles else outer

    def _is_hidden(self, properties: _Element | None, style_tag: str) -> bool:
        if properties is None:
            return False
        run = properties if style_tag == "rStyle" else properties.find(f"{_W}rPr")
        vanish = run.find(f"{_W}vanish") if run is not None and style_tag == "rStyle" else None
        if vanish is not None:
            return _is_on(vanish)
        style = properties.find(f"{_W}{style_tag}")
        return style is not None and style.get(f"{_W}val") in self._hidden_styles

    def _add_text(self, text: str, *, is_item: bool) -> None:
        text = mending.plain(text).strip()
        blocks = self._parts[-1].blocks
        if self._is_joined and text and blocks and blocks[-1].table is None:  # the mark between them was deleted
            blocks[-1].text += f" {text}"
            return
        if text:
            self._add_block(Block(f"\u2022 {text}" if is_item and not text.startswith("\u2022") else text))

    def _add_block(self, block: Block) -> None:
        blocks = self._parts[-1].blocks
        self._chars += len(block.text)
        last = blocks[-1] if blocks else None
        if last is not None and last.table is None and last.mark == block.mark:
            last.text = f"{last.text}\n{block.text}"
        else:
            blocks.append(block)

    # -- tables ---------------------------------------------------------------------------------------------------

    def _add_table(self, element: _Element, depth: int, nested_in: tuple[int, int] | None = None) -> None:
        if depth >= _DEEPEST_TABLE:
            return
        part = self._parts[-1]
        table, inner = Table([], nested_in=nested_in), []
        for row in _rows_of(element):
            cells, tables = self._row(row, table, len(table.rows))
            inner += [(len(table.rows), each) for each in tables]
            table.rows.append(cells)
            self._parts += [Part(len(self._parts) + 1, []) for _ in range(self._breaks_in(row))]
        width = max(map(len, table.rows), default=0)
        table.rows = [[*cells, *[None] * (width - len(cells))] for cells in table.rows]
        if not width:
            return
        self._chars += sum(len(cell) for cells in table.rows for cell in cells if cell)
        number = sum(block.table is not None for block in part.blocks)
        part.blocks.append(Block(table=table))
        if struck := "\n".join(filter(None, self._struck)):
            part.blocks.append(Block(struck, mark=STRUCK))
        self._struck = []
        for at, each in inner:
            self._add_table(each, depth + 1, (number, at))

    def _breaks_in(self, row: _Element) -> int:
        if self._break == "br":
            return 0
        return sum(1 for _ in row.iter(f"{_W}lastRenderedPageBreak"))

    def _row(self, row: _Element, table: Table, at: int) -> tuple[list[str | None], list[_Element]]:
        cells: list[str | None] = []
        inner: list[_Element] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        cells += [None] * _number(before)
        for cell in _cells_of(row):
            properties = cell.find(f"{_W}tcPr")
            span = max(1, _number(properties.find(f"{_W}gridSpan") if properties is not None else None))
            merge = properties.find(f"{_W}vMerge") if properties is not None else None
            column = len(cells)
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
                _extend(table, at, column)
                cells += [None] * span
                continue
            text, tables = self._cell_text(cell)
            inner += tables
            cells += [text, *[None] * (span - 1)]
            if merge is not None or span > 1:
                table.merged.append((at, column, 1, span))
        return cells, inner

    def _cell_text(self, cell: _Element) -> tuple[str, list[_Element]]:
        texts: list[str] = []
        inner: list[_Element] = []
        for element in _inside(cell):
            if element.tag == f"{_W}tbl":
                inner.append(element)
                continue
            gathered = _Pieces()
            self._gather(element, gathered, self._mark(element.find(f"{_W}pPr"), "pStyle", ""))
            self._struck.append(mending.plain(gathered.text(STRUCK)).strip())
            texts += [gathered.text(), *(" ".join(map(str, box.itertext())) for box in gathered.boxes)]
            texts += [note for kind, number in gathered.notes if (note := self._notes[kind].get(number))]
        return "\n".join(text for text in (mending.plain(text).strip() for text in texts) if text), inner

    # -- what stands beside the body ------------------------------------------------------------------------------

    def _note_texts(self, kind: str, relation: str) -> dict[str, str]:
        tag = kind.removesuffix("Reference")
        found: dict[str, str] = {}
        for rel in self._document.part.rels.values():
            if rel.is_external or rel.reltype != relation:
                continue
            root = etree.fromstring(rel.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for note in root.iter(f"{_W}{tag}"):
                gathered = _Pieces()
                self._gather(note, gathered, "")
                found[note.get(f"{_W}id", "")] = mending.plain(gathered.text()).strip()
        return found

    def _margins(self) -> None:
        """Headers and footers, each wording once, before the body."""
        seen: dict[str, None] = {}
        for section in self._document.sections:
            for margin in (section.header, section.first_page_header, section.footer, section.first_page_footer):
                if margin.is_linked_to_previous:
                    continue
                for element in margin._element.iter(f"{_W}p"):  # noqa: SLF001 - python-docx gives no text boxes
                    gathered = _Pieces()
                    self._gather(element, gathered, self._mark(element.find(f"{_W}pPr"), "pStyle", ""))
                    text = mending.plain(gathered.text()).strip()
                    if len(text) > 1:
                        seen[text] = None
        if seen:
            self._parts[0].blocks.append(Block("\n".join(seen)))


def _rows_of(table: _Element) -> Iterator[_Element]:
    for element in _inside(table):
        deleted = element.find(f"{_W}trPr/{_W}del")
        if element.tag == f"{_W}tr" and deleted is None:
            yield element


def _cells_of(row: _Element) -> Iterator[_Element]:
    for element in _inside(row):
        if element.tag == f"{_W}tc" and element.find(f"{_W}tcPr/{_W}cellDel") is None:
            yield element


def _inside(holder: _Element) -> Iterator[_Element]:
    """Children, those of content controls and of tracked insertions among them."""
    for element in holder:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(element)
        elif name in {"p", "tbl", "tr", "tc"}:
            yield element


def _extend(table: Table, at: int, column: int) -> None:
    """Let the merged cell above reach one row further down."""
    for place, (row, own_column, rows, columns) in enumerate(table.merged):
        if own_column == column and row + rows == at:
            table.merged[place] = (row, own_column, rows + 1, columns)


def _number(element: _Element | None) -> int:
    value = element.get(qn("w:val")) if element is not None else None
    return min(int(value), 100) if value and value.isdigit() else 0


def _styles_with(document: Any, holder: str, name: str) -> frozenset[str]:
    """Ids of the styles that set a property and do not switch it off."""
    found = set()
    for style in document.styles.element.iter(f"{_W}style"):
        own = style.find(f"{_W}{holder}/{_W}{name}")
        if own is not None and _is_on(own):
            found.add(style.get(f"{_W}styleId", ""))
    return frozenset(found)


def _struck_styles(document: Any) -> frozenset[str]:
    """Ids of the styles whose text is struck out, by themselves or by the style that they are based on."""
    styles = {style.get(f"{_W}styleId", ""): style for style in document.styles.element.iter(f"{_W}style")}
    return frozenset(name for name in styles if _is_struck(styles, name))


def _is_struck(styles: dict[str, Any], name: str) -> bool:
    for _ in range(_MOST_BASES):
        style = styles.get(name)
        if style is None:
            return False
        lines = [style.find(f"{_W}rPr/{_W}{each}") for each in ("strike", "dstrike")]
        if own := [line for line in lines if line is not None]:
            return any(_is_on(line) for line in own)
        base = style.find(f"{_W}basedOn")
        name = base.get(f"{_W}val", "") if base is not None else ""
    return False


def _is_on(switch: _Element) -> bool:
    return str(switch.get(f"{_W}val", "1")).lower() not in _OFF
