"""Pictures drawn beside the pages: many take long, so another process draws them while pages are made."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

from reports.charts.picture import png
from reports.content import Picture
from reports.writing import write
from store.processes import begin_for_parent

FEW = 40  # are drawn sooner than another process is begun


class Drawer:
    """Draws pictures into a site, each file whole or not at all."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._few: list[tuple[str, Picture]] = []
        self._begun: list[tuple[str, Picture, Future[None]]] = []
        self._pool: ProcessPoolExecutor | None = None

    def __len__(self) -> int:
        """How many pictures it was given."""
        return len(self._few) + len(self._begun)

    def add(self, path: str, picture: Picture) -> None:
        """Have a picture drawn."""
        self._few.append((path, picture))
        if len(self._few) < FEW and self._pool is None:
            return
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=begin_for_parent)
        with suppress(BrokenExecutor):  # it was killed: what is not begun is drawn here
            while self._few:
                few = self._few[-1]
                self._begun.append((*few, self._pool.submit(draw, self._site / few[0], few[1])))
                self._few.pop()

    def drawn(self) -> Iterator[tuple[str, Picture]]:
        """The pictures, each once it stands.

        Raises:
            ReportError: the folder cannot be written.
        """
        for path, picture, begun in self._begun:
            try:
                begun.result()
            except BrokenExecutor:
                draw(self._site / path, picture)
            yield path, picture
        for path, picture in self._few:
            draw(self._site / path, picture)
            yield path, picture

    def close(self) -> None:
        """Give up what is not drawn yet."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def draw(path: Path, picture: Picture) -> None:
    """Draw one."""
    write(path, png(picture.svg, picture.scale))
