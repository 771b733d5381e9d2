"""Reading the elements of a TED form: single values, blocks of text, and award criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.text.printable import printable
from crawler.text.redact import redact

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

# Left out of the texts: persons and bodies, codes, dates, sums, addresses on the web, and REVIEW_PROCEDURE, which
# names courts and officers. Award criteria are judged together, as criteria.
_NOT_TEXT_STARTS = ("ADDRESS_", "CPV_", "NUTS", "URL", "DATE_", "TIME_", "VAL_", "NB_", "AC", "LOT_", "NOTICE_NUMBER")
_NOT_TEXT = frozenset(
    (
        *("CONTRACTOR", "CONTRACTORS", "MEMBER_NAME", "REVIEW_PROCEDURE", "CUSTOMER_LOGIN", "ESENDER_LOGIN"),
        *("REFERENCE_NUMBER", "CONTRACT_NO", "NO_DOC_EXT", "LEGAL_BASIS", "CA_TYPE_OTHER", "CA_ACTIVITY_OTHER"),
        *("DURATION", "OPENING_CONDITION", "LANGUAGES"),
        *("VALUE", "VALUES", "HIGH", "LOW", "TENDERS", "PCT_SUBCONTRACTING"),
    )
)
_INLINE = frozenset({"P", "FT"})
_CRITERION_TYPES = {"AC_QUALITY": "quality", "AC_COST": "cost", "AC_PRICE": "price"}


class Form:
    """One form of a TED document. `name` is its number, such as F02."""

    def __init__(self, element: _Element) -> None:
        self.element = element
        self.name = _form_name(element.get("FORM", ""))

    def first(self, tag: str) -> _Element | None:
        """First element of that name."""
        return next(self.element.iter("{*}" + tag), None)

    def all(self, tag: str) -> list[_Element]:
        """All elements of that name."""
        return list(self.element.iter("{*}" + tag))

    def text(self, parent: str, tag: str) -> str | None:
        """Text of a child of the first element named `parent`, without contact details."""
        holder = self.first(parent)
        child = None if holder is None else holder.find("{*}" + tag)
        text = "" if child is None else text_of(child)
        return redact(text) or None

    def value(self, tag: str, attribute: str, parent: str | None = None) -> str | None:
        """Attribute of the first element of that name, below the first element named `parent` where given."""
        holder = self.element if parent is None else self.first(parent)
        found = None if holder is None else next(holder.iter("{*}" + tag), None)
        value = None if found is None else found.get(attribute)
        return value and printable(value)


def _form_name(form: str) -> str:
    number = form.removeprefix("F")
    return f"F{number.zfill(2)}" if number.isdigit() else form


def present(key: str, value: str | None) -> dict[str, str]:
    """A field that an element has; nothing where it has none, which is no fault of its own."""
    return {} if value is None else {key: value}


def text_of(element: _Element) -> str:
    """All text inside an element, without outer blanks."""
    return printable("".join(str(part) for part in element.itertext())).strip()


def block_text(parent: _Element, tag: str) -> str | None:
    """Text of a child, a line to each paragraph."""
    child = parent.find("{*}" + tag)
    return None if child is None else _joined(child) or None


def _joined(element: _Element) -> str:
    paragraphs = element.findall("{*}P")
    blocks = paragraphs or [element]
    lines = (text_of(block) for block in blocks)
    return redact("\n".join(line for line in lines if line))


def is_text(name: str) -> bool:
    """Whether an element of the forms since 2016 holds free text."""
    return not (name.startswith(_NOT_TEXT_STARTS) or name in _NOT_TEXT)


def form_texts(form: _Element, is_text: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Every free text of a form as (element path, text); a path counts elements of one name from 1."""
    found: list[tuple[str, str]] = []
    _gather(form, "", is_text, found)
    return found


def _gather(element: _Element, path: str, is_text: Callable[[str], bool], found: list[tuple[str, str]]) -> None:
    seen: dict[str, int] = {}
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        seen[name] = seen.get(name, 0) + 1
        if not is_text(name):
            continue
        at = f"{path}/{name}" if seen[name] == 1 else f"{path}/{name}[{seen[name]}]"
        if all(etree.QName(grandchild).localname in _INLINE for grandchild in child.iterchildren(etree.Element)):
            text = _joined(child)
            if text:
                found.append((at, text))
        else:
            _gather(child, at, is_text, found)


def criteria_of(form: _Element) -> list[dict[str, Any]]:
    """Rows of core.criterion, less the notice's key and what the classifier will read from them."""
    rows: list[dict[str, Any]] = []
    for number, lot in enumerate(form.iter("{*}OBJECT_DESCR"), start=1):
        lot_id = lot.findtext("{*}LOT_NO") or lot.get("ITEM")
        rows += _lot_criteria(lot, f"/OBJECT_CONTRACT/OBJECT_DESCR[{number}]", lot_id)
    return rows


def _lot_criteria(lot: _Element, at: str, lot_id: str | None) -> list[dict[str, Any]]:
    found: list[tuple[str, str | None, str | None]] = []
    for element in lot.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _CRITERION_TYPES or name == "AC_CRITERIA":
            found.append((name, _part(element, "AC_CRITERION"), _part(element, "AC_WEIGHTING")))
        elif name == "AC_CRITERION" and not _has_weighed_parent(element):
            found.append((name, redact(text_of(element)) or None, None))
    return [
        {
            "path": f"{at}/{name}[{number}]",
            "lot_id": lot_id,
            "criterion_type": _CRITERION_TYPES.get(name),
            "name": text,
            "description": weighting,
            "numbers": None,
        }
        for number, (name, text, weighting) in enumerate(found, start=1)
    ]


def _part(element: _Element, tag: str) -> str | None:
    text = element.findtext("{*}" + tag)
    return redact(printable(text).strip()) or None if text else None


def _has_weighed_parent(element: _Element) -> bool:
    parent = element.getparent()
    name = "" if parent is None else etree.QName(parent).localname
    return name in _CRITERION_TYPES or name == "AC_CRITERIA"
