"""The process that reads documents: it forks once for each, so that none can stop or slow another.

Lines of JSON come in on standard input: first `{"gate": ...}`, then jobs `{"path", "is_landed", "to", "members_to"}`.
For each job a process of its own writes what it read to `to`; its end is told on standard output, in one line. Neither
this process nor those it makes have a network.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from store.documents.content import NotReadError
from store.documents.reading import limits
from store.documents.reading.document import MAIL, ZIP, Opened, reader_of
from store.documents.reading.pdf.pages import gate_of
from store.documents.reading.redaction import redact_content

if TYPE_CHECKING:
    from store.documents.reading.pdf.pages import Gate

Job = dict[str, Any]
_FAILED = 3


def main() -> None:
    """Read documents until standard input ends."""
    limits.cut_network()
    gate = gate_of(orjson.loads(sys.stdin.buffer.readline()).get("gate"))
    _load_readers()
    for line in iter(sys.stdin.buffer.readline, b""):
        sys.stdout.buffer.write(orjson.dumps(_watched(orjson.loads(line), gate)) + b"\n")
        sys.stdout.buffer.flush()


def _load_readers() -> None:
    """Load what nearly every document needs once, rather than in each child."""
    import pdfplumber  # noqa: F401, PLC0415

    from store.documents.reading import word  # noqa: F401, PLC0415
    from store.documents.reading.pdf import reader as pdf  # noqa: F401, PLC0415


def _watched(job: Job, gate: Gate) -> dict[str, Any]:
    """Read one document in a child; how that ended, and what it cost."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _read_and_exit(job, gate)
    has_ended = _has_ended(child)
    if not has_ended:
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "is_over_time": not has_ended,
        "wall_seconds": round(time.monotonic() - started, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
        "memory_kib": usage.ru_maxrss,
    }


def _has_ended(child: int) -> bool:
    watch = os.pidfd_open(child)
    try:
        waiting = select.poll()
        waiting.register(watch, select.POLLIN)
        return bool(waiting.poll(limits.WALL_SECONDS * 1000))
    finally:
        os.close(watch)


def _read_and_exit(job: Job, gate: Gate) -> None:
    """Read in this process, which ends with it, whatever happens."""
    code = _FAILED
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        os.dup2(0, 2)  # what libraries have to say of a file is for nobody
        limits.confine()
        Path(job["to"]).write_bytes(orjson.dumps(_result(job, gate)))
        code = 0
    except MemoryError:
        code = _FAILED
    finally:
        os._exit(code)


def _result(job: Job, gate: Gate) -> dict[str, Any]:
    opened = Opened(_body(Path(job["path"]), is_landed=job["is_landed"]))
    about = {"format": opened.format, "reader": reader_of(opened.format)}
    # what is known should this process be ended while it reads
    Path(job["to"]).write_bytes(orjson.dumps({**about, "status": "broken"}))
    try:
        if opened.format == ZIP:
            return {**about, "status": "read", "members": _unpack(opened, Path(job["members_to"]))}
        content = opened.content(gate)
        redact_content(content)
        members = _unpack(opened, Path(job["members_to"])) if opened.format == MAIL else []
    except NotReadError as error:
        return {**about, "status": error.status, "reason": error.reason}
    except MemoryError:
        return {**about, "status": "broken", "reason": f"needs more than {limits.MEMORY_BYTES >> 30} GiB of memory"}
    except Exception as error:  # noqa: BLE001 - whatever a library says of a file made to hurt it, the run goes on
        return {**about, "status": "broken", "reason": f"cannot be read: {type(error).__name__}"}
    return {**about, "status": content.status, "reason": content.reason(), "content": content, "members": members}


def _body(path: Path, *, is_landed: bool) -> bytes:
    if not is_landed:
        return path.read_bytes()
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        raw = stream.read()
    return raw.partition(b"\n")[2]


def _unpack(opened: Opened, folder: Path) -> list[dict[str, Any]]:
    """Write the documents of an archive, or a message, into a folder, under numbers; their names are told."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number, (name, body) in enumerate(opened.members()):
        if isinstance(body, NotReadError):
            found.append({"name": name, "status": body.status, "reason": body.reason})
            continue
        (folder / str(number)).write_bytes(body)
        found.append({"name": name, "file": str(number)})
    return found


if __name__ == "__main__":
    main()
