"""Landing files: every answer exactly as received, whole or not there at all; written here, and read here.

A file is one zstd frame: a line of JSON that describes the request and the answer (the envelope), then the body.
Usable pages end in `.page.zst`; answers that were refused or broken are kept beside them as `.fault.zst`.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import zstandard

from crawler.formats.windows import Window, rfc3339
from crawler.home.disk import DiskWriter

FAULT_BODY_MAX_BYTES = 1024 * 1024
# Twice what the crawler lands at most by default, and far above any page seen (21.6 MB).
MAX_PAGE_BYTES = 128 << 20
_ENVELOPE_BYTES = 1 << 16
_SECRET_HEADERS = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authorization"})


class PageError(Exception):
    """A landed page that cannot be read; its text says why."""


@dataclass(frozen=True)
class Answer:
    """One answer of a portal: what was asked, when, and the body after HTTP content-decoding."""

    url: str
    method: str
    status: int
    headers: dict[str, str]
    body: bytes
    requested_at: datetime
    received_at: datetime


def envelope_of(answer: Answer, body: bytes, source: str, **landed: Any) -> dict[str, Any]:
    """The line that stands before a landed body: what was asked and answered, its checksum, and who landed it.

    Args:
        answer: what the portal answered.
        body: what of it is kept.
        source: the portal.
        landed: what else is to stand there: `run_id`, `is_sample`, and of pages `window` and `page`.
    """
    return {
        "envelope": 1,
        "source": source,
        "url": answer.url,
        "method": answer.method,
        "status": answer.status,
        "headers": {key: value for key, value in answer.headers.items() if key not in _SECRET_HEADERS},
        "requested_at": rfc3339(answer.requested_at),
        "received_at": rfc3339(answer.received_at),
        "sha256": hashlib.sha256(body).hexdigest(),
        "byte_count": len(body),
        **landed,
    }


@dataclass
class Landing:
    """The landing folder of one source during one run.

    Raises:
        OSError: from `save` and `save_fault`, when something saved earlier could not be written.
    """

    folder: Path
    source: str
    run_id: str
    is_sample: bool
    disk: DiskWriter

    def save(self, answer: Answer, window: Window, page: int) -> str:
        """Have a usable page written and return its name relative to the folder; one that is there is left as it is."""
        return self._write(answer, answer.body, window, page, fault=None)

    def save_fault(self, answer: Answer, window: Window, page: int, fault: str) -> str:
        """Have a refused or broken answer written, its body cut at 1 MiB, and return its name."""
        return self._write(answer, answer.body[:FAULT_BODY_MAX_BYTES], window, page, fault=fault)

    def _write(self, answer: Answer, body: bytes, window: Window, page: int, fault: str | None) -> str:
        digest = hashlib.sha256(body).hexdigest()
        kind = "page" if fault is None else "fault"
        name = (
            f"{window.since:%Y}/{window.since:%m}/"
            f"{window.since:%Y%m%dT%H%M%SZ}_{window.until:%Y%m%dT%H%M%SZ}_p{page:04d}_{digest[:12]}.{kind}.zst"
        )
        span = {"from": rfc3339(window.since), "until": rfc3339(window.until)}
        whose = {"run_id": self.run_id, "is_sample": self.is_sample}
        envelope = envelope_of(answer, body, self.source, window=span, page=page, **whose)
        if fault is not None:
            envelope["fault"] = fault
        self.disk.write(self.folder / name, orjson.dumps(envelope) + b"\n", body)
        return name


@dataclass(frozen=True, slots=True)
class LandedPage:
    """A landed page: its body and what the crawler noted beside it."""

    source: str
    received_at: str | None
    is_sample: bool
    sha256: str
    charset: str | None
    body: bytes


def read_landed_page(path: Path) -> LandedPage:
    """Read a landed page and check that it is the one that was written.

    Raises:
        PageError: it is cut, altered, or not in the landing format.
    """
    try:
        packed = path.read_bytes()
        raw = _unpacked_at_once(packed) or _unpacked(packed)
    except (zstandard.ZstdError, OSError) as error:
        raise PageError(f"cannot be unpacked: {error}") from error
    if len(raw) > MAX_PAGE_BYTES:
        raise PageError(f"unpacks to more than {MAX_PAGE_BYTES >> 20} MiB")
    line, newline, body = raw.partition(b"\n")
    envelope = _envelope(line)
    if not newline or hashlib.sha256(body).hexdigest() != envelope["sha256"]:
        raise PageError("is not the body its checksum was made of")
    return LandedPage(
        source=envelope["source"],
        received_at=envelope.get("received_at"),
        is_sample=envelope.get("is_sample") is True,
        sha256=envelope["sha256"],
        charset=_charset(envelope.get("headers") or {}),
        body=body,
    )


def _unpacked_at_once(packed: bytes) -> bytes | None:
    """A frame that is whole and says how large it is, as nearly every one does: in half the time."""
    try:
        if 0 < zstandard.frame_content_size(packed) <= MAX_PAGE_BYTES:
            return zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False)
    except zstandard.ZstdError:
        pass
    return None


def _unpacked(packed: bytes) -> bytes:
    """What can be unpacked of a frame, up to a byte more than a page may have."""
    with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
        return io.BufferedReader(reader).read(MAX_PAGE_BYTES + 1)


def read_envelope(path: Path) -> dict[str, Any]:
    """The envelope of a landing file, without its body.

    Raises:
        PageError: it is cut, or not in the landing format.
    """
    try:
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            return _envelope(stream.read(_ENVELOPE_BYTES).partition(b"\n")[0])
    except (zstandard.ZstdError, OSError) as error:
        raise PageError(f"cannot be unpacked: {error}") from error


def _envelope(line: bytes) -> dict[str, Any]:
    try:
        envelope: dict[str, Any] = orjson.loads(line)
        if isinstance(envelope["source"], str) and isinstance(envelope["sha256"], str):
            return envelope
    except (orjson.JSONDecodeError, KeyError, TypeError):
        pass
    raise PageError("has no readable envelope")


def _charset(headers: dict[str, object]) -> str | None:
    content_type = str(headers.get("content-type", "")).lower()
    _, _, charset = content_type.partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None
