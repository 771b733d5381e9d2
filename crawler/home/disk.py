"""One thread that does all writing of a crawl, in the order it was asked for, while the portal is asked for more.

Without it a crawl on loopback takes a third longer (`python -m tests.benchmarks.crawl speed`).

A line appended comes after every file asked for before it: those are whole and forced to the disk, and so are their
names, before the line is written. What has gathered meanwhile is forced to the disk together.
"""

import queue
import threading
from dataclasses import dataclass
from pathlib import Path

import zstandard

from crawler.home.files import append_lines, sync, write_whole

# On real pages level 1 packs 5.5-fold at 540 MB a second, level 3 packs 5.8-fold at 360 MB.
_COMPRESSION_LEVEL = 1
# So much may wait for the disk before the crawl waits for it, in bytes of bodies.
_MOST_WAITING_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True)
class _File:
    path: Path
    head: bytes
    body: bytes


@dataclass(frozen=True)
class _Line:
    path: Path
    text: bytes


class DiskWriter:
    """Writes compressed files and appends lines, in a thread of its own.

    Every method that asks for something raises OSError if something asked for earlier could not be written: the disk
    is full, or the folder cannot be written. Nothing more is written then.
    """

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[_File | _Line | None] = queue.SimpleQueue()
        self._is_less = threading.Condition()
        self._waiting_bytes = 0
        self._error: OSError | None = None
        self._compressor = zstandard.ZstdCompressor(level=_COMPRESSION_LEVEL)
        self._thread = threading.Thread(target=self._work, name="disk", daemon=True)
        self._thread.start()

    def write(self, path: Path, head: bytes, body: bytes) -> None:
        """Write a zstd frame of head and body, whole or not at all; a file that is there is left as it is."""
        with self._is_less:
            self._is_less.wait_for(lambda: self._waiting_bytes < _MOST_WAITING_BYTES or self._error)
            self._waiting_bytes += len(body)
        self._ask(_File(path, head, body))

    def append(self, path: Path, text: bytes) -> None:
        """Add a line, given without its end, to a file."""
        self._ask(_Line(path, text))

    def close(self) -> None:
        """Wait until everything asked for is on the disk."""
        self._asked.put(None)
        self._thread.join()
        if self._error:
            raise self._error

    def _ask(self, item: _File | _Line) -> None:
        if self._error:
            raise self._error
        self._asked.put(item)

    def _work(self) -> None:
        is_open = True
        while is_open:
            batch = [self._asked.get()]
            while not self._asked.empty():
                batch.append(self._asked.get())
            is_open = None not in batch
            if self._error is None:
                try:
                    self._do([item for item in batch if item is not None])
                except OSError as error:
                    self._error = error
            with self._is_less:
                self._waiting_bytes -= sum(len(item.body) for item in batch if isinstance(item, _File))
                self._is_less.notify()

    def _do(self, batch: list[_File | _Line]) -> None:
        folders = {item.path.parent for item in batch if isinstance(item, _File) and self._write(item)}
        for folder in folders:
            sync(folder)
        lines: dict[Path, list[bytes]] = {}
        for item in batch:
            if isinstance(item, _Line):
                lines.setdefault(item.path, []).append(item.text)
        for path, texts in lines.items():
            append_lines(path, texts)

    def _write(self, item: _File) -> bool:
        """Write a file and say whether it was not there before."""
        if item.path.exists():
            return False
        write_whole(item.path, self._compressor.compress(item.head + item.body), is_name_forced=False)
        return True
