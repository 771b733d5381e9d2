"""Landed pages: one zstd frame holding a line of JSON (the envelope) and the body as the portal sent it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import zstandard

if TYPE_CHECKING:
    from pathlib import Path

# Twice what the crawler lands at most by default, and far above any page seen (21.6 MB).
MAX_PAGE_BYTES = 128 << 20


class PageError(Exception):
    """A landed page that cannot be read; its text says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """A landed page: its body and what the crawler noted beside it."""

    source: str
    received_at: str | None
    is_sample: bool
    sha256: str
    charset: str | None
    body: bytes


def read_page(path: Path) -> Page:
    """Read a landed page.

    Raises:
        PageError: it is cut, altered, or not in the landing format.
    """
    try:
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as reader:
            raw = io.BufferedReader(reader).read(MAX_PAGE_BYTES + 1)
    except (zstandard.ZstdError, OSError) as error:
        raise PageError(f"cannot be unpacked: {error}") from error
    if len(raw) > MAX_PAGE_BYTES:
        raise PageError(f"unpacks to more than {MAX_PAGE_BYTES >> 20} MiB")
    line, newline, body = raw.partition(b"\n")
    try:
        envelope = orjson.loads(line)
        source, sha256 = envelope["source"], envelope["sha256"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise PageError("has no readable envelope") from error
    if not newline or hashlib.sha256(body).hexdigest() != sha256:
        raise PageError("is not the body its checksum was made of")
    return Page(
        source=source,
        received_at=envelope.get("received_at"),
        is_sample=envelope.get("is_sample") is True,
        sha256=sha256,
        charset=_charset(envelope.get("headers") or {}),
        body=body,
    )


def _charset(headers: dict[str, object]) -> str | None:
    content_type = str(headers.get("content-type", "")).lower()
    _, _, charset = content_type.partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None
