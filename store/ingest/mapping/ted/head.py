"""The head of a TED document: what its office coded the same way through every edition of the forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

TED, FIND_A_TENDER = "ted", "find_a_tender"
_OCID_PREFIXES = {TED: "ocds-ted-", FIND_A_TENDER: "ocds-h6vhtk-"}
_UK = frozenset({"UK", "GB"})
# A public service of the United Kingdom took over the forms of TED in 2021; it has no issues of a journal to number.
_FIND_A_TENDER_MARKS = ("enotice.service.gov.uk", "find-tender.service.gov.uk", "/S 000-")
_OJ_NUMBER = re.compile(r"(\d{4})/S \d+-0*(\d+)")
_DOC_ID = re.compile(r"0*(\d+)[-_](\d{4})")
_OCID = re.compile(r"ocds-h6vhtk-[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Head:
    """Who published a document, under which number, and what it refers to.

    `ocid` is given only where the document states it; `refers_to` is the number of an earlier notice. `nature`,
    `procedure` and `directive` are codes, or labels where a code says too little.
    """

    source: str
    doc_id: str | None
    ocid: str | None
    is_foreign: bool
    published: str | None
    refers_to: str | None
    nature: str | None
    procedure: str | None
    directive: str | None

    def ocid_from(self, first_notice: str) -> str:
        """The ocid stated, else one made of the number of the notice that began the procedure."""
        return self.ocid or _OCID_PREFIXES[self.source] + first_notice


def head_of(root: _Element) -> Head:
    """Head of a document with root TED_EXPORT."""
    coded = next(root.iter("{*}CODED_DATA_SECTION"), root)
    numbers = [element.text for element in coded.iter("{*}NO_DOC_OJS")]
    country = _attribute(coded, "ISO_COUNTRY", "VALUE")
    said = "".join(str(part) for part in coded.itertext())
    source = FIND_A_TENDER if any(mark in f"{root.tag}{said}" for mark in _FIND_A_TENDER_MARKS) else TED
    ocid = _OCID.search(said) if source == FIND_A_TENDER else None
    reference = next((element for element in coded.iter("{*}REF_NOTICE")), None)
    return Head(
        source=source,
        doc_id=_doc_id(root.get("DOC_ID", "")) or from_oj_number(numbers[0] if numbers else None),
        ocid=ocid[0] if ocid else None,
        is_foreign=country is not None and country not in _UK,
        published=_text(coded, "DATE_PUB"),
        refers_to=None if reference is None else from_oj_number(_text(reference, "NO_DOC_OJS")),
        nature=_attribute(coded, "NC_CONTRACT_NATURE", "CODE"),
        procedure=_text(coded, "PR_PROC"),
        directive=_attribute(coded, "DIRECTIVE", "VALUE"),
    )


def from_oj_number(number: str | None) -> str | None:
    """Document number of a notice from its number in the Official Journal: 2018/S 018-036258 is 036258-2018."""
    match = _OJ_NUMBER.search(number or "")
    return f"{match[2].zfill(6)}-{match[1]}" if match else None


def _doc_id(stated: str) -> str | None:
    match = _DOC_ID.fullmatch(stated)
    return f"{match[1].zfill(6)}-{match[2]}" if match else None


def _text(holder: _Element, tag: str) -> str | None:
    return next((element.text for element in holder.iter("{*}" + tag)), None)


def _attribute(holder: _Element, tag: str, attribute: str) -> str | None:
    return next((element.get(attribute) for element in holder.iter("{*}" + tag)), None)
