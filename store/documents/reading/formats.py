"""What a document is, by its bytes alone: neither its name nor the type that a portal states is trusted."""

from __future__ import annotations

import re

HEAD_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Members that tell an office file from a plain archive.
_OFFICE = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OTHERS = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"AC10", "dwg"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|[a-z])", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_MAIL_FIELD = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
# Two fields of a message, of which one is none that people type above a text.
_MAIL_FIELDS = frozenset({b"from", b"to", b"subject", b"date", b"cc", b"sender"})
_MAIL_SIGNS = frozenset(
    [
        *(b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"dkim-signature"),
        *(b"content-type", b"content-transfer-encoding", b"arc-seal"),
    ]
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL_SHARE = 0.02


def format_of(body: bytes, members: list[str] | None = None) -> str:
    """Name of the format, such as `pdf`; `unknown` when it is none that can be told.

    Args:
        body: the document.
        members: names in its directory, when it is a zip archive that could be looked into.
    """
    head = body[:HEAD_BYTES] if body[:HEAD_BYTES].strip() else body.lstrip()[:HEAD_BYTES]
    if head.startswith(_ZIPS):
        return _of_zip(head, members or [])
    if b"%PDF-" in head[:1024]:  # after archives: one may hold a PDF that is not compressed
        return "pdf"
    if head.startswith(_OLE):
        return _of_ole(body)
    for mark, name in _OTHERS:
        if head.startswith(mark):
            return name
    if head.startswith(_PICTURES) or head[:4] + head[8:12] == b"RIFFWEBP":
        return "picture"
    return _of_text(head)


def _of_zip(head: bytes, members: list[str]) -> str:
    for mimetype, name in _OPEN_DOCUMENTS.items():
        if head[30:].startswith(b"mimetype" + mimetype):
            return name
    known = set(members)
    return next((name for member, name in _OFFICE if member in known), "zip")


def _of_ole(body: bytes) -> str:
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in body:
            return name
    return "unknown"


def _of_text(head: bytes) -> str:
    if not head.strip():
        return "empty"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.search(head) and _MARKUP.match(start):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if _is_mail(start):
        return "eml"
    if head.startswith(_BOMS):
        return "txt"
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return "txt" if control <= _CONTROL_SHARE * len(head) else "unknown"


def _is_mail(start: bytes) -> bool:
    fields = _MAIL_HEAD.match(start)
    names = {name.lower() for name in _MAIL_FIELD.findall(fields.group())} if fields else set()
    signs = names & _MAIL_SIGNS
    return bool(signs) and len(signs | names & _MAIL_FIELDS) > 1
