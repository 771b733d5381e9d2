"""Mail: told by its bytes, its text decoded, tables of its HTML read, what is attached taken out."""

import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from store.documents.readers import DocumentReaders
from store.documents.reading.document import Opened
from store.documents.reading.formats import format_of
from tests.store.documents.makers import table_of
from tests.store.documents.reading import judged, read, words

SCORED = "Social value \u2013 the tenants\u2019 \u2013 is scored and carries a weighting of 10% of the total score."
ROWS = "Criterion | Weighting / Price | 60% / Quality | 30% / Social value | 10%"


def message(text: str | None = SCORED, page: bytes | None = None, encoding: str = "quoted-printable") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Ann Example <ann@example.org>", "bidders@example.org"
    made["Subject"] = "Clarification 3 \u2013 t\u0177 newydd"
    made["Date"], made["Message-ID"] = "Mon, 05 Oct 2026 09:00:00 +0100", "<1@example.org>"
    if text is not None:
        made.set_content(text, cte=encoding)
    if page is not None and text is not None:
        made.add_alternative(page.decode(), subtype="html")
    elif page is not None:
        made.set_content(page.decode(), subtype="html")
    return made


def crlf(made: EmailMessage) -> bytes:
    return made.as_bytes(policy=email.policy.SMTP)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_text_is_decoded(encoding: str) -> None:
    found = judged(crlf(message(encoding=encoding)))
    assert (found.content.format, found.levels()) == ("eml", ["R5"])
    assert found.found[0].evidence.text == SCORED
    assert words(found.content).startswith("Clarification 3 \u2013 t\u0177 newydd\n")
    assert "ann" not in words(found.content).lower()


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16", "no-such-charset"])
def test_any_charset(charset: str) -> None:
    known = "cp1252" if charset == "no-such-charset" else charset
    head = (
        f"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    )
    assert judged(head.encode() + SCORED.encode(known)).found[0].evidence.text == SCORED


def test_html_is_read_where_there_is_no_text_or_where_it_holds_a_table() -> None:
    assert judged(crlf(message(None, table_of(ROWS)))).social() == 10
    assert judged(crlf(message("Criterion Weighting", table_of(ROWS)))).social() == 10
    plain = f"<html><body><p>{SCORED} See the form.</p></body></html>".encode()
    assert "See the form" not in words(read(crlf(message(SCORED, plain))))
    assert "See the form" in words(read(crlf(message(None, plain))))


def test_hidden_text_of_a_message_gives_nothing() -> None:
    page = f'<html><body><p>Dear bidder</p><div style="display:none">{SCORED}</div></body></html>'.encode()
    assert judged(crlf(message(None, page))).levels() == []


def with_attachments() -> EmailMessage:
    made = message("The award criteria are attached.")
    made.add_attachment(table_of(ROWS), maintype="text", subtype="html", filename="../../award criteria.html")
    made.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="spec \u2013 1.pdf")
    made.add_attachment(message("A message inside"))
    made.add_attachment("Notes", filename="notes.txt")
    return made


def test_attachments_are_documents_of_their_own() -> None:
    opened = Opened(crlf(with_attachments()))
    found = dict(opened.members())
    assert list(found) == ["award criteria.html", "spec \u2013 1.pdf", "message.eml", "notes.txt"]
    bodies = {name: body for name, body in found.items() if isinstance(body, bytes)}
    assert judged(bodies["award criteria.html"]).social() == 10
    assert bodies["spec \u2013 1.pdf"] == b"%PDF-1.7 x"
    assert "A message inside" in words(read(bodies["message.eml"]))
    assert "Notes" not in words(read(opened.body))


def test_reader_gives_the_message_and_what_is_attached(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(crlf(with_attachments()))
    with DocumentReaders(tmp_path / "scratch", None, processes=1) as readers:
        ((_, found),) = readers.read([(0, tmp_path / "in", False)])
        assert (found.status, found.format, len(found.members)) == ("read", "eml", 4)
        assert found.content is not None
        assert "award criteria are attached" in words(found.content)


def test_pictures_in_the_text_are_no_attachments() -> None:
    made = message(None, b"<html><body><p>Hello</p></body></html>")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")
    assert list(Opened(crlf(made)).members()) == []


def test_message_without_text() -> None:
    assert read(b"From: a@example.org\nMIME-Version: 1.0\nMessage-ID: <1>\n\n").status == "broken"
    assert read(b"Subject: Social value\nMessage-ID: <1>\n\n").status == "read"


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"Received: from a\r\n by b\r\nDate: x\r\nSubject: y\r\n\r\nHello", "eml"),
        (b"Return-Path: <a>\nReceived: from b\n\nHello", "eml"),
        (b"From a@example.org Mon Oct  5 09:00:00 2026\nFrom: a\nMIME-Version: 1.0\n\nHello", "eml"),
        (b"From: <Saved by Blink>\nSubject: ITT\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello", "eml"),
        (b"\xef\xbb\xbfSubject: ITT\nContent-Type: text/plain\n\nHello", "eml"),
        (b"DKIM-Signature: " + b"x" * 900 + b"\nReceived: a\n" + b"ARC-Seal: y\n" * 900 + b"Subject: z\n\nHi", "eml"),
        (b"From: the Council\nTo: all bidders\nSubject: social value\n\nHello", "txt"),
        (b"Subject: social value\nDate: today\n\nHello", "txt"),
        (b"Social value\nMIME-Version: 1.0\nFrom: x\n", "txt"),
        (b"Price: 60%\nQuality: 30%\nSocial value: 10%\n", "txt"),
        (b"Content-Type: text/plain\n\nHello", "txt"),
    ],
)
def test_mail_is_told_from_texts(start: bytes, name: str) -> None:
    assert format_of(start) == name
