"""Personal data goes before anything is kept."""

import pytest

from store.documents.content import Block, Content, Part, Table
from store.documents.reading.redaction import NAME_REMOVED, redact_content, redacted_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Contact: Jo O'Neil, jo@larkshire.gov.uk, 01632 960123",
            f"Contact: {NAME_REMOVED}, [e-mail removed], [telephone removed]",
        ),
        ("Prepared by: J. Smith for the board", f"Prepared by: {NAME_REMOVED} for the board"),
        ("Lead Officer | Sam Jones", f"Lead Officer | {NAME_REMOVED}"),
        ("Mrs Ada Hart will chair the panel", f"{NAME_REMOVED} will chair the panel"),
    ],
)
def test_contacts_are_removed(text: str, kept: str) -> None:
    assert redacted_text(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Buyer: Larkshire County Council",
        "Social value lead: Community Benefits Team",
        "Drive to St. Albans",
        "Signed by Contractor Limited",
        "Social value: 10%",
        "Contract manager: To be confirmed",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert redacted_text(text) == text


def test_texts_and_cells_are_cleared() -> None:
    table = Table([["Contact: Jo Hart", None], ["a@b.org.uk", "10%"]])
    content = Content("docx", [Part(1, [Block("Ring 01632 960123"), Block(table=table)])], None)
    redact_content(content)
    packed = content.packed().decode()
    assert "Hart" not in packed
    assert "960123" not in packed
    assert "a@b" not in packed
    assert "10%" in packed
