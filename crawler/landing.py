"""Landing files: every answer exactly as received, whole or not there at all.

A file is one zstd frame: a line of JSON that describes the request and the answer (the envelope), then the body.
Usable pages end in `.page.zst`; answers that were refused or broken are kept beside them as `.fault.zst`.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from crawler.files import DiskWriter
from crawler.windows import Window, rfc3339

FAULT_BODY_MAX_BYTES = 1024 * 1024
_SECRET_HEADERS = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authorization"})


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
        """Have a usable page written and return its name relative to the folder."""
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
        envelope = {
            "envelope": 1,
            "source": self.source,
            "url": answer.url,
            "method": answer.method,
            "status": answer.status,
            "headers": {key: value for key, value in answer.headers.items() if key not in _SECRET_HEADERS},
            "requested_at": rfc3339(answer.requested_at),
            "received_at": rfc3339(answer.received_at),
            "sha256": digest,
            "byte_count": len(body),
            "window": {"from": rfc3339(window.since), "until": rfc3339(window.until)},
            "page": page,
            "run_id": self.run_id,
            "is_sample": self.is_sample,
        }
        if fault is not None:
            envelope["fault"] = fault
        self.disk.write(self.folder / name, orjson.dumps(envelope) + b"\n", body)
        return name
