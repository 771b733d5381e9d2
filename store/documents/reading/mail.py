"""Mail, and web archives in its form: the subject with the text of a message, decoded; what is attached taken out."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING, cast

from bs4 import BeautifulSoup

from store.documents.content import Block, Content, NotReadError, Part
from store.documents.reading import limits, mending, zips
from store.documents.reading.html import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_FORMAT = "eml"


def read_mail(body: bytes) -> Content:
    """The subject and the text of a message; who wrote and received it is not kept.

    Raises:
        NotReadError: it holds more text than can be judged.
    """
    message = _message(body)
    content = Content(_FORMAT, [], None)
    subject = mending.lines_of(str(message.get("Subject", "")))
    blocks = [Block(" ".join(subject))] if subject else []
    for part in _texts(message):
        blocks += _blocks(part, content)
    if blocks:
        content.parts.append(Part(1, blocks))
    if content.char_count() > limits.CHARS:
        raise NotReadError("too_large", f"more than {limits.CHARS:,} characters")
    if not blocks and not any(True for _ in _attached(message)):
        content.status = "broken"
        content.notes.append("holds no text")
    return content


def attachments(body: bytes) -> Iterator[tuple[str, bytes | NotReadError]]:
    """What is attached to a message: names, cleaned, and bytes.

    Raises:
        NotReadError: there are too many.
    """
    found = list(_attached(_message(body)))
    if len(found) > limits.MEMBERS:
        raise NotReadError("too_large", f"holds {len(found):,} files: more than {limits.MEMBERS}")
    for part in found:
        name = zips.clean_name(part.get_filename() or _usual_name(part))
        own = _bytes_of(part)
        is_large = len(own) > limits.MEMBER_BYTES
        yield name, NotReadError("too_large", f"{len(own) >> 20:,} MiB attached to a message") if is_large else own


def _message(body: bytes) -> EmailMessage:
    first, _, rest = body.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    whole = rest if first.startswith(b"From ") else first + b"\n" + rest  # as a mailbox keeps it
    return email.message_from_bytes(whole, policy=email.policy.default)


def _texts(part: EmailMessage) -> Iterator[EmailMessage]:
    """Parts that are read as the message; of two forms of the same words HTML where it holds a table, else the text."""
    if part.get_content_type() == "multipart/alternative":
        forms = [list(_texts(each)) for each in _parts_of(part)]
        forms = [form for form in forms if form]
        with_table = [form for form in forms if any(map(_has_table, form))]
        plain = [form for form in forms if not any(map(_is_html, form))]
        yield from next(iter([*with_table, *plain, *forms]), [])
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for each in _parts_of(part):
            yield from _texts(each)
    elif _is_text(part):
        yield part


def _attached(part: EmailMessage) -> Iterator[EmailMessage]:
    """All other parts, less pictures that stand in the text."""
    if part.get_content_maintype() == "multipart":
        for each in _parts_of(part):
            yield from _attached(each)
    elif not _is_text(part) and not (part.get_content_maintype() == "image" and part.get("Content-ID")):
        yield part


def _parts_of(part: EmailMessage) -> list[EmailMessage]:
    inner = part.get_payload()
    return cast("list[EmailMessage]", inner) if isinstance(inner, list) else []


def _is_text(part: EmailMessage) -> bool:
    is_shown = part.get_content_disposition() != "attachment" and not part.get_filename()
    return is_shown and part.get_content_type() in {"text/plain", "text/html"}


def _is_html(part: EmailMessage) -> bool:
    return part.get_content_type() == "text/html"


def _has_table(part: EmailMessage) -> bool:
    return _is_html(part) and "<table" in _text_of(part).lower()


def _text_of(part: EmailMessage) -> str:
    own = _bytes_of(part)[: 4 * limits.CHARS]
    for name in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return own.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return own.decode("cp1252", errors="replace")


def _blocks(part: EmailMessage, content: Content) -> list[Block]:
    if not _is_html(part):
        lines = mending.lines_of(_text_of(part))
        return [Block(mending.unwrapped(lines))] if lines else []
    page = content_of(BeautifulSoup(_text_of(part), "lxml"), _FORMAT)
    content.notes += [note for note in page.notes if page.status == "read"]
    return [block for each in page.parts for block in each.blocks]


def _bytes_of(part: EmailMessage) -> bytes:
    """The bytes of a part; of a message inside a message, itself."""
    inner = _parts_of(part)
    if inner:
        return inner[0].as_bytes()
    own = part.get_payload(decode=True)
    return own if isinstance(own, bytes) else b""


def _usual_name(part: EmailMessage) -> str:
    return "message.eml" if part.get_content_maintype() == "message" else f"attachment.{part.get_content_subtype()}"
