"""The documents of a release that are notices: they carry the form, and the notice's number where the id does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.mapping.fields import Fields, Object

# Address of a notice's page on Public Contracts Scotland and Sell2Wales.
_PORTAL_PAGE = re.compile(r"/search_view\.aspx\?ID=([A-Za-z]{3}\d+)$", re.IGNORECASE)


def notice_documents(release: Object, fields: Fields) -> list[Object]:
    """Documents of the planning, tender, awards and contracts."""
    holders = [(f"/{key}", fields.object(release, key, "")) for key in ("planning", "tender")]
    for key in ("awards", "contracts"):
        holders += fields.objects(release, key, "")
    return [document for at, holder in holders for _, document in fields.objects(holder, "documents", at)]


def _text(document: Object, key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def portal_number(documents: Sequence[Object]) -> str | None:
    """Number of the notice from the address of its page; the latest when the release lists several."""
    pages = [
        (_text(document, "datePublished"), match[1].upper())
        for document in documents
        if (match := _PORTAL_PAGE.search(_text(document, "url")))
    ]
    return max(pages)[1] if pages else None


def form_type_of(documents: Sequence[Object], notice_id: str) -> str | None:
    """Form of the notice: of the document that is this notice, else of the latest that names a form."""
    own = [document for document in documents if _is_of(document, notice_id)]
    for document in own:
        form = _text(document, "noticeType") or _text(document, "documentType")
        if form:
            return form
    others = [(_text(document, "datePublished"), _text(document, "noticeType")) for document in documents]
    named = [entry for entry in others if entry[1]]
    return max(named)[1] if named else None


def _is_of(document: Object, notice_id: str) -> bool:
    return document.get("id") == notice_id or _text(document, "url").rstrip("?").endswith(
        ("/" + notice_id, "=" + notice_id)
    )
