"""The documents of a release that are notices: they carry the form, and the notice's number where the id does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.text.printable import in_one_line
from store.ingest.mapping.codes import STAGE_OF_FORM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.mapping.fields import Fields, Object

# Address of a notice's page on Public Contracts Scotland and Sell2Wales.
_UK_FORM = re.compile(r"UK\d{1,2}", re.IGNORECASE | re.ASCII)
_PORTAL_PAGE = re.compile(r"/search_view\.aspx\?ID=([A-Za-z]{3}\d+)$", re.IGNORECASE)


def notice_documents(release: Object, fields: Fields) -> list[Object]:
    """Documents of the planning, tender, awards and contracts."""
    holders = [(f"/{key}", fields.object(release, key, "")) for key in ("planning", "tender")]
    for key in ("awards", "contracts"):
        holders += fields.parts(release, key, "")
    return [
        document
        for at, holder in holders
        if "documents" in holder
        for _, document in fields.objects(holder, "documents", at)
    ]


def _text(document: Object, key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def portal_number(documents: Sequence[Object]) -> str | None:
    """Number of the notice from the address of its page; the latest when the release lists several."""
    pages = [
        (_text(document, "datePublished"), match[1].upper())
        for document in documents
        if "?" in (url := _text(document, "url")) and (match := _PORTAL_PAGE.search(url))
    ]
    return max(pages)[1] if pages else None


def form_type_of(documents: Sequence[Object], notice_id: str) -> str | None:
    """Form of the notice: of the document that is this notice, else of the latest that names a form."""
    own = [document for document in documents if _is_of(document, notice_id)]
    for document in own:
        form = _form(document) or in_one_line(_text(document, "documentType"))
        if form:
            return form
    named = [
        (_text(document, "datePublished"), form)
        for document in documents
        if "noticeType" in document and (form := _form(document))
    ]
    return max(named)[1] if named else None


def _form(document: Object) -> str:
    form = _text(document, "noticeType")
    if form in STAGE_OF_FORM or not form:
        return form
    form = in_one_line(form)
    return form.upper() if _UK_FORM.fullmatch(form) else form


def stage_of_form(documents: Sequence[Object], notice_id: str) -> str | None:
    """Stage of the notice from the document that is this notice, else from the latest that is a notice."""
    for document in _notices(documents, notice_id):
        stage = STAGE_OF_FORM.get(_form(document)) or STAGE_OF_FORM.get(_text(document, "documentType"))
        if stage:
            return stage
    return None


def day_of(documents: Sequence[Object], notice_id: str, fields: Fields) -> str | None:
    """Day of the notice from the document that is this notice, else from the latest that is a notice."""
    for document in _notices(documents, notice_id):
        day = fields.instant(document, "datePublished", "/documents")
        if day:
            return day
    return None


def _notices(documents: Sequence[Object], notice_id: str) -> list[Object]:
    """Documents that are notices, the one that is this notice first, then the latest."""
    found = [
        document
        for document in documents
        if _is_of(document, notice_id)
        or _form(document) in STAGE_OF_FORM
        or _text(document, "documentType") in STAGE_OF_FORM
    ]
    return sorted(
        found, key=lambda document: (_is_of(document, notice_id), _text(document, "datePublished")), reverse=True
    )


def _is_of(document: Object, notice_id: str) -> bool:
    if document.get("id") == notice_id:
        return True
    url = document.get("url")
    if type(url) is not str or notice_id not in url:
        return False
    return url.rstrip("?").endswith(("/" + notice_id, "=" + notice_id))
