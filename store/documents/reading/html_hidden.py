"""What of a web page does not count: elements hidden or struck out, by themselves or by a style of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import Tag

from store.documents.content import HIDDEN, STRUCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

    # What a style says of an element: how strongly, and whether it hides it or strikes it out.
    Said = tuple[tuple[int, ...], bool]

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_ON_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)|@layer\b.*|@supports\b.*", re.IGNORECASE)
_SIMPLE = r"""(?:[.#]-?[a-zA-Z_][\w-]*|\[[\w-]+(?:[~|^$*]?=(?:"[^"\\]*"|'[^'\\]*'|[a-zA-Z][\w-]*))?\])"""
_COMPOUND = rf"(?:(?:[a-zA-Z][\w-]*|\*){_SIMPLE}*|{_SIMPLE}+)(?::not\({_SIMPLE}\))*"
# Selectors of other kinds, such as those of a pointer above an element, are no part of a page at rest.
_SELECTOR = re.compile(rf"{_COMPOUND}(?:(?:\s*>\s*|\s+){_COMPOUND})*")
_EXCEPT = re.compile(r":not\([^)]*\)")
_NAME = re.compile(r"([.#])([\w-]+)")
_HIDING = {"display": {"none"}, "visibility": {"hidden", "collapse"}, "mso-hide": {"all"}}
_LINE = "text-decoration"
_LINES = frozenset({_LINE, "text-decoration-line", "text-line-through"})
_STRUCK_BY_NAME = frozenset({"s", "strike"})  # unless a style takes the line away; what is in `del` is deleted anyhow
# A page is often hidden as a whole until a script shows it.
_NEVER_HIDDEN = frozenset({"html", "body", "[document]"})
_MOST_MATCHES = 400_000  # elements times selectors: a few seconds
_STYLE_CHARS = 1 << 20


def take_hidden(soup: BeautifulSoup) -> tuple[list[tuple[Tag, str]], bool]:
    """Take what is hidden or struck out out of a page, each with its mark; and whether all its styles were looked at.

    A cell that keeps its place, being only invisible or struck out, is emptied. Styles of other files are not known.
    """
    tags = soup.find_all(True)
    said, is_all = _said_by_page(soup, tags)
    hidden: list[tuple[Tag, str]] = []
    stack = [soup.html or soup]
    while stack:
        node: Tag = stack.pop()
        how = _how_hidden(node, said) if node.name not in _NEVER_HIDDEN else None
        if how is None:
            stack += reversed([child for child in node.contents if isinstance(child, Tag)])
            continue
        mark = STRUCK if how == _LINE else HIDDEN
        if how in {"visibility", _LINE} and node.name in {"td", "th"}:
            holder = soup.new_tag("div")
            holder.extend(list(node.contents))
            hidden.append((holder, mark))
        else:
            hidden.append((node.extract(), mark))
    return hidden, is_all


def _how_hidden(tag: Tag, said: dict[int, dict[str, Said]]) -> str | None:
    """The property that hides an element or strikes it out; None for one that is shown and stands."""
    if str(tag.get("aria-hidden", "")).strip().lower() == "true":
        return "display"
    if tag.name in {"template", "datalist"} or (tag.name == "dialog" and not tag.has_attr("open")):
        return "display"
    own = dict(said.get(id(tag), {}))
    for name, is_important, hides in _declared(str(tag.get("style", ""))):
        _strongest(own, name, ((is_important, 1), hides))
    if "display" not in own and tag.has_attr("hidden"):
        return "display"
    how = next((name for name, (_, hides) in own.items() if hides), None)
    is_struck = tag.name == "del" or (tag.name in _STRUCK_BY_NAME and _LINE not in own)
    return _LINE if how is None and is_struck else how


def _said_by_page(soup: BeautifulSoup, tags: list[Tag]) -> tuple[dict[int, dict[str, Said]], bool]:
    """What styles of the page say of its elements, by identity and property."""
    names = {f".{name}" for tag in tags for name in tag.get_attribute_list("class") if name}
    names |= {f"#{tag['id']}" for tag in tags if tag.has_attr("id")}
    found: dict[int, dict[str, Said]] = {}
    matches = 0
    for order, (selector, declared) in enumerate(_rules(soup)):
        if not {sign + name for sign, name in _NAME.findall(_EXCEPT.sub("", selector))} <= names:
            continue
        matches += len(tags)
        if matches > _MOST_MATCHES:
            return found, False
        for tag in soup.select(selector):
            for name, is_important, hides in declared:
                rank = (is_important, 0, *_specificity(selector), order)
                _strongest(found.setdefault(id(tag), {}), name, (rank, hides))
    return found, True


def _strongest(said: dict[str, Said], name: str, other: Said) -> None:
    if name not in said or said[name][0] <= other[0]:
        said[name] = other


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, list[tuple[str, bool, bool]]]]:
    """Selectors that are understood, with what they say of whether an element is seen."""
    for style in soup.find_all("style"):
        media = str(style.get("media", "all")).strip().lower()
        if media not in {"", "all", "screen"} or style.find_parent("noscript") is not None:
            continue
        open_heads: list[str] = []
        css = _COMMENT.sub(" ", "".join(map(str, style.contents))[:_STYLE_CHARS])
        start = 0
        for brace in _BRACE.finditer(css):
            words, start = css[start : brace.start()], brace.end()
            if brace.group() == "{":
                open_heads.append(words.rpartition(";")[2].strip())
                continue
            head = open_heads.pop() if open_heads else "@"
            if head.startswith("@") or not all(map(_ON_SCREEN.fullmatch, open_heads)):
                continue
            declared = list(_declared(words))
            selectors = [each.strip() for each in head.split(",")] if declared else []
            yield from ((each, declared) for each in selectors if _SELECTOR.fullmatch(each))


def _declared(style: str) -> Iterator[tuple[str, bool, bool]]:
    """Property, whether it is important, and whether it hides or strikes out, of each declaration on these."""
    for each in style.lower().split(";"):
        name, _, value = (part.strip() for part in each.partition(":"))
        words = value.partition("!")
        if name in _HIDING:
            yield name, "important" in words[2], words[0].strip() in _HIDING[name]
        elif name in _LINES:
            yield _LINE, "important" in words[2], "line-through" in words[0].split()


def _specificity(selector: str) -> tuple[int, int, int]:
    """Numbers of identifiers, of classes with attributes, and of names of elements, as styles are ranked by."""
    compounds = re.split(r"[\s>]+", selector)
    return (
        selector.count("#"),
        selector.count(".") + selector.count("["),
        sum(each[:1].isalpha() for each in compounds),
    )
