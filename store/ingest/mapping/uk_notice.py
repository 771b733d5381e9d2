"""Find a Tender's XML of notices under the Procurement Act: an element `UK4_2023` that writes out an OCDS release."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from store.ingest.mapping.ocds import XML, map_release
from store.ingest.mapping.sources import stable_part
from store.ingest.mapping.ted.head import FIND_A_TENDER
from store.ingest.mapping.untyped import release_of_element

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.ingest.mapping.fields import Object
    from store.ingest.mapping.rows import NoticeRows

_FORM = re.compile(r"(UK\d+)_\d{4}")
_OCID = re.compile(r"ocds-h6vhtk-[0-9a-z]+")


def uk_form(root: _Element) -> _Element | None:
    """The element that holds the release; None in a document of another kind."""
    for element in root.iter(etree.Element):
        if _FORM.fullmatch(etree.QName(element).localname):
            return element
    return None


def map_uk_notice(root: _Element, form: _Element) -> NoticeRows:
    """Rows of one notice; what the head of the document says fills what the release leaves out."""
    release = release_of_element(form)
    head = {etree.QName(child).localname: (child.text or "").strip() for child in root.iter(etree.Element)}
    if not isinstance(release.get("ocid"), str):
        release["ocid"] = _stated_ocid(root, release)
    if not isinstance(release.get("id"), str):
        release["id"] = next((head[key] for key in ("DOC_ID", "NO_DOC_EXT") if head.get(key)), root.get("DOC_ID"))
    if "date" not in release and head.get("PUBLISHED"):
        release["date"] = head["PUBLISHED"]
    rows = map_release(release, "/FORM_SECTION", FIND_A_TENDER, XML)
    match = _FORM.fullmatch(etree.QName(form).localname)
    if rows.notice and rows.notice["form_type"] is None and match:
        rows.notice["form_type"] = match[1]
    return rows


def _stated_ocid(root: _Element, release: Object) -> str | None:
    """The ocid wherever the document has it, else one that stands in for it until the portal's own answer is read."""
    match = _OCID.search("".join(str(part) for part in root.itertext()))
    if match:
        return match[0]
    notice_id = stable_part(FIND_A_TENDER, str(release.get("id", "")))
    return f"ocds-h6vhtk-{notice_id}" if notice_id else None
