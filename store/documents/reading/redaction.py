"""Personal data taken out of what was read before anything is kept: e-mail, telephone numbers, named contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.text.redact import redact
from store.documents.expressions import expression

if TYPE_CHECKING:
    from store.documents.content import Content

NAME_REMOVED = "[name removed]"
# A name is known as one only where a label says so: `Contact: Jo Bloggs`, `Prepared by J. Bloggs`.
_LABELLED = re.compile(
    rf"(?P<label>(?i:{expression('contact_label').pattern}))"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Cllr)\.?\s+)?[A-Z][\w'\u2019-]*\.?(?:\s+[A-Z][\w'\u2019-]*\.?){1,3})(?![\w'])"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Cllr)\.?\s+(?:[A-Z][\w'\u2019-]*\.?\s+){0,2}[A-Z][\w'\u2019-]+")
_NO_PERSON = expression("no_person")


def redacted_text(text: str) -> str:
    """The text without e-mail addresses, telephone numbers and names that are said to be names."""
    text = redact(text)
    if ":" in text or "|" in text or " by " in text.lower():
        text = _LABELLED.sub(_without_name, text)
    return _TITLED.sub(NAME_REMOVED, text)


def _without_name(match: re.Match[str]) -> str:
    if _NO_PERSON.search(match["name"]):
        return match.group()
    return match["label"] + NAME_REMOVED


def redact_content(content: Content) -> None:
    """Take personal data out of all texts and cells of a document."""
    for part in content.parts:
        for block in part.blocks:
            if block.table is None:
                block.text = redacted_text(block.text)
                continue
            block.table.rows = [[redacted_text(cell) if cell else cell for cell in row] for row in block.table.rows]
