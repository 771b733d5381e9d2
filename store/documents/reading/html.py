"""HTML: the text of a page with its tables, and whether a page is a login or an error in place of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from crawler.text.login_pages import page_in_place
from store.documents.content import Block, Content, NotReadError, Part, Table
from store.documents.reading import limits, mending

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "head", "title", "nav", "iframe"})
_BLOCKS = frozenset(
    [
        *("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dd", "dt", "tr", "hr"),
        *("section", "article", "blockquote", "pre", "address", "form", "fieldset"),
    ]
)
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
    blocks = _merged(soup)
    content = Content("html", [Part(1, blocks)], None)
    if len(body) > _MOST_HTML or content.char_count() > limits.CHARS:
        content.is_whole = False
        content.notes.append("only the beginning was read")
    if not blocks:
        content.status = "broken"
        content.notes.append("holds no text")
    return content


def blocks_of(body: bytes) -> list[Block]:
    """Texts and tables of HTML that another reader made."""
    return _merged(BeautifulSoup(body, "lxml"))


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
            if not isinstance(node, Comment):
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
