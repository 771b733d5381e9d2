"""HTML: the text of a page with its tables, what is hidden or struck out marked; logins and errors told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from crawler.text.login_pages import page_in_place
from store.documents.content import Block, Content, NotReadError, Part, Table
from store.documents.reading import limits, mending
from store.documents.reading.html_hidden import take_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "head", "title", "nav", "iframe"})
_BLOCKS = frozenset(
    [
        *("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dd", "dt", "tr", "hr"),
        *("section", "article", "blockquote", "pre", "address", "form", "fieldset"),
    ]
)
_PARTS_OF_TABLES = frozenset({"tr", "td", "th", "tbody", "thead", "tfoot"})
_MOST_HTML = 8 << 20


def read_html(body: bytes) -> Content:
    """The text of a web page.

    Raises:
        NotReadError: it is a login, or says that the document is gone.
    """
    found = page_in_place(body)
    if found is not None:
        raise NotReadError(*found)
    soup = BeautifulSoup(body[:_MOST_HTML], "lxml")
    return content_of(soup, "html", is_whole=len(body) <= _MOST_HTML)


def content_of(soup: BeautifulSoup, name: str, *, is_whole: bool = True) -> Content:
    """The texts and tables of a page; what is hidden or struck out stands at the end, marked."""
    hidden, is_all = take_hidden(soup)
    blocks = _merged(soup)
    blocks += [Block(block.text, block.table, mark) for each, mark in hidden for block in _hidden_blocks(each)]
    content = Content(name, [Part(1, blocks)], None)
    if not is_all:
        content.notes.append("its styles were looked at in part: what they hide may count")
    if not is_whole or content.char_count() > limits.CHARS:
        content.is_whole = False
        content.notes.append("only the beginning was read")
    if not blocks:
        content.status = "broken"
        content.notes.append("holds no text")
    return content


def blocks_of(body: bytes) -> list[Block]:
    """Texts and tables of HTML that another reader made, struck-out ones marked at the end."""
    soup = BeautifulSoup(body, "lxml")
    hidden, _ = take_hidden(soup)
    blocks = _merged(soup)
    return blocks + [Block(block.text, block.table, mark) for each, mark in hidden for block in _hidden_blocks(each)]


def _hidden_blocks(tag: Tag) -> Iterator[Block]:
    """Blocks of an element taken out of a page; of a part of a table, its words."""
    if tag.name not in _PARTS_OF_TABLES:
        yield from _blocks(tag)
        return
    rows = tag.find_all("tr") or [tag]
    for row in rows:
        cells = row.find_all(["td", "th"]) or [row]
        yield from _text_block([" | ".join(" ".join(cell.get_text(" ").split()) for cell in cells)])


def _merged(soup: BeautifulSoup) -> list[Block]:
    blocks: list[Block] = []
    for block in _blocks(soup.body or soup):
        if blocks and blocks[-1].table is None and block.table is None:
            blocks[-1].text = f"{blocks[-1].text}\n{block.text}"
        else:
            blocks.append(block)
    return blocks


def _blocks(holder: Tag) -> Iterator[Block]:
    words: list[str] = []
    for piece in _pieces(holder):
        if isinstance(piece, str):
            words.append(piece)
            continue
        yield from _text_block(words)
        words = []
        yield Block(table=piece)
    yield from _text_block(words)


def _text_block(words: list[str]) -> Iterator[Block]:
    lines = mending.lines_of("".join(words))
    if lines:
        yield Block("\n".join(lines))


def _pieces(holder: Tag) -> Iterator[str | Table]:
    stack: list[object] = [holder]
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            yield node
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                yield " ".join(str(node).replace("\n", " ").split(" "))
        elif isinstance(node, Tag) and node.name not in _NO_TEXT:
            if node.name == "table" and (table := _table(node)) is not None:
                yield table
                continue
            is_block = node.name in _BLOCKS
            if is_block:
                stack.append("\n")
            stack += reversed(node.contents)
            if is_block:
                stack.append("\n")


def _table(node: Tag) -> Table | None:
    """A table with its merged cells; None when it only lays out a page."""
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    if len(rows) < 2 or node.find("table") is not None:
        return None
    table = Table([])
    taken: dict[tuple[int, int], None] = {}
    for at, row in enumerate(rows):
        cells: list[str | None] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (at, len(cells)) in taken:
                cells.append(None)
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            if height > 1 or width > 1:
                table.merged.append((at, len(cells), height, width))
                taken |= {(at + down, len(cells) + right): None for down in range(height) for right in range(width)}
            cells += ["\n".join(mending.lines_of(cell.get_text("\n"))), *[None] * (width - 1)]
        while (at, len(cells)) in taken:
            cells.append(None)
        table.rows.append(cells)
    width = max(map(len, table.rows))
    table.rows = [[*cells, *[None] * (width - len(cells))] for cells in table.rows]
    return table


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, min(int(value), 50)) if value.isascii() and value.isdigit() else 1
