"""Pictures are drawn whole, in this process or in another; one that is killed leaves its work to this one."""

import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from reports import drawing
from reports.content import Picture
from reports.drawing import Drawer
from reports.made import Made

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#123456"/></svg>'
PNG = b"\x89PNG"


def test_another_process_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "FEW", 1)
    with closing(Drawer(tmp_path)) as drawer:
        for number in range(3):
            drawer.add(f"{number}.png", Picture(SVG))
        assert len(drawer) == 3
        assert sorted(path for path, _ in drawer.drawn()) == ["0.png", "1.png", "2.png"]
    assert all((tmp_path / f"{number}.png").read_bytes().startswith(PNG) for number in range(3))


def test_what_a_killed_process_left_is_drawn_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "FEW", 1)
    with closing(Drawer(tmp_path)) as drawer:
        for number in range(20):
            drawer.add(f"{number}.png", Picture(SVG))
        pool = drawer._pool
        assert pool is not None
        for process in pool._processes.values():
            os.kill(process.pid or 0, signal.SIGKILL)
        drawer.add("last.png", Picture(SVG))
        assert len(list(drawer.drawn())) == 21
    assert len(list(tmp_path.glob("*.png"))) == 21


def test_a_picture_that_stands_is_not_wanted(tmp_path: Path) -> None:
    made, picture = Made(tmp_path), Picture(SVG)
    assert made.wants("a.png", picture)
    drawing.draw(tmp_path / "a.png", picture)
    made.note_picture("a.png", picture)
    assert not made.wants("a.png", picture)
    assert made.wants("a.png", Picture(SVG, scale=2))
    (tmp_path / "a.png").write_bytes(b"changed by hand")
    assert made.wants("a.png", picture)
