"""The reading of documents from outside: hands them to the process that reads, and takes what came of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from store.documents.content import Content, unpacked
from store.documents.reading import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

PROCESSES = 2
_CRASHES = {
    signal.SIGXCPU: f"takes more than {limits.CPU_SECONDS} s of processor time",
    signal.SIGKILL: f"takes more than {limits.CPU_SECONDS} s of processor time",
}
_OUT_OF_MEMORY = f"breaks its reader, or needs more than {limits.MEMORY_BYTES >> 30} GiB of memory"


@dataclass(frozen=True, slots=True)
class Member:
    """A document inside an archive: its bytes in a file, or why there are none."""

    name: str
    path: Path | None
    status: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a document: `status` and `reason` as in core.document; `content` when it could be read.

    `members` are those of an archive. `cpu_seconds`, `wall_seconds` and `memory_kib` are what its process cost.
    """

    status: str
    reason: str | None
    format: str
    reader: str
    content: Content | None = None
    members: tuple[Member, ...] = ()
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    memory_kib: int = 0


@dataclass(slots=True)
class _Server:
    """One process that reads, and the document it is at."""

    process: subprocess.Popen[bytes]
    busy_with: list[tuple[Any, Path, Path]] = field(default_factory=list)


class DocumentReaders:
    """Processes that read documents side by side. A context manager.

    Args:
        scratch: an empty folder for what they write; removed at the end.
        gate: words, as a regular expression on lower-case text, that a page must hold for its tables to be read.
        processes: how many documents are read at a time.
    """

    def __init__(self, scratch: Path, gate: str | None, processes: int = PROCESSES) -> None:
        self._scratch = scratch
        self._gate = gate
        self._count = max(1, min(processes, os.cpu_count() or 1))
        self._servers: list[_Server] = []
        self._number = 0

    def __enter__(self) -> DocumentReaders:
        """The readers, ready."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """End the processes and remove what they wrote."""
        for server in self._servers:
            _end(server.process)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def read(self, documents: Iterable[tuple[Any, Path, bool]]) -> Iterator[tuple[Any, Reading]]:
        """Read (key, path, whether it is a landing file), and give (key, reading), in the order given."""
        waiting: deque[_Server] = deque()
        for key, path, is_landed in documents:
            if len(waiting) >= self._count:
                yield self._taken(waiting.popleft())
            server = self._free_server()
            self._send(server, key, path, is_landed=is_landed)
            waiting.append(server)
        while waiting:
            yield self._taken(waiting.popleft())

    def forget(self, reading: Reading) -> None:
        """Remove what was taken out of an archive, once it has been read."""
        for folder in {member.path.parent for member in reading.members if member.path is not None}:
            shutil.rmtree(folder, ignore_errors=True)

    def _free_server(self) -> _Server:
        for server in self._servers:
            if not server.busy_with:
                return server
        server = _Server(_begin(self._gate))
        self._servers.append(server)
        return server

    def _send(self, server: _Server, key: Any, path: Path, *, is_landed: bool) -> None:
        self._number += 1
        to, members_to = self._scratch / f"{self._number}.json", self._scratch / f"{self._number}.members"
        job = {"path": str(path), "is_landed": is_landed, "to": str(to), "members_to": str(members_to)}
        server.busy_with.append((key, to, members_to))
        assert server.process.stdin is not None  # noqa: S101 - PIPE was asked for
        server.process.stdin.write(orjson.dumps(job) + b"\n")
        server.process.stdin.flush()

    def _taken(self, server: _Server) -> tuple[Any, Reading]:
        assert server.process.stdout is not None  # noqa: S101 - PIPE was asked for
        line = server.process.stdout.readline()
        key, to, members_to = server.busy_with.pop()
        if not line:  # the system ended it, as when the machine has no memory left
            _end(server.process)
            self._servers.remove(server)
            return key, Reading("broken", "the process that read it was ended by the system", "unknown", "")
        reading = _reading(orjson.loads(line), to, members_to)
        to.unlink(missing_ok=True)
        return key, reading


def _begin(gate: str | None) -> subprocess.Popen[bytes]:
    environment = dict(os.environ)
    root = str(Path(__file__).resolve().parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [root, environment.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, "-m", "store.documents.reading.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert process.stdin is not None  # noqa: S101 - PIPE was asked for
    process.stdin.write(orjson.dumps({"gate": gate}) + b"\n")
    process.stdin.flush()
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


def _reading(ended: dict[str, Any], to: Path, members_to: Path) -> Reading:
    cost = {name: ended[name] for name in ("cpu_seconds", "wall_seconds", "memory_kib")}
    found: dict[str, Any] = orjson.loads(to.read_bytes()) if to.is_file() else {"format": "unknown", "reader": ""}
    if ended["exit"] != 0 or "status" not in found:
        return Reading("broken", _crash(ended), found["format"], found["reader"], **cost)
    content = unpacked(orjson.dumps(found["content"])) if found.get("content") else None
    members = tuple(
        Member(
            member["name"],
            members_to / member["file"] if "file" in member else None,
            member.get("status"),
            member.get("reason"),
        )
        for member in found.get("members", ())
    )
    return Reading(found["status"], found.get("reason"), found["format"], found["reader"], content, members, **cost)


def _crash(ended: dict[str, Any]) -> str:
    if ended["is_over_time"]:
        return f"takes more than {limits.WALL_SECONDS} s"
    if ended["exit"] < 0:
        return _CRASHES.get(-ended["exit"], _OUT_OF_MEMORY)
    return _OUT_OF_MEMORY
