"""The pages for the next person name modules and files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = "crawler|classifier|store|reports"


def named(page: str, pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, (ROOT / page).read_text(encoding="utf-8"))))


@pytest.mark.parametrize("module", named("docs/architecture.md", rf"`((?:{ROOMS})(?:\.\w+)+)`"))
def test_every_module_named_is_there(module: str) -> None:
    place = ROOT / module.replace(".", "/")
    assert place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


@pytest.mark.parametrize("path", named("CONTRIBUTING.md", rf"`((?:{ROOMS}|docs|tests)/[\w/.]*)`"))
def test_every_path_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("room", ROOMS.split("|"))
def test_the_way_of_a_notice_leads_through_every_room(room: str) -> None:
    assert len(named("docs/architecture.md", rf"`({room}\.[\w.]+)`")) > 3
