"""What is there is documented where a user looks for it, and what is documented is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

import svmonitor
from crawler.config import Crawling, Pace
from crawler.register_addresses import Registers
from crawler.server.lake_settings import Lake
from crawler.server.settings import Digest, Health, Notify, Retention, Schedule, Site, Smtp
from crawler.sources import SOURCES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "store").rglob("*.md"))]

SECTIONS = (Crawling, Pace, Registers, Schedule, Smtp, Notify, Digest, Site, Health, Retention, Lake)
KEYS = [key for section in SECTIONS for key in section.model_fields]


@pytest.mark.parametrize("key", [*KEYS, *SOURCES, "ted_notices"])
def test_setting_is_documented(key: str) -> None:
    assert f"`{key}`" in (DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SOURCES)
def test_default_address_is_documented(name: str) -> None:
    assert SOURCES[name].base_url in (DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SOURCES)
def test_source_is_described(name: str) -> None:
    assert f"| `{name}` |" in (DOCS / "sources.md").read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    words = [re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in words}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_in_pages_exist(page: Path) -> None:
    commands = typer.main.get_command(svmonitor.app).commands  # type: ignore[attr-defined]
    for line in re.findall(r"(?:^|`)svmonitor ([a-z][^`\n|&;#]*)", page.read_text(encoding="utf-8"), re.MULTILINE):
        name, *rest = line.split()
        assert name in commands, line
        command = commands[name]
        if rest and hasattr(command, "commands"):
            command = command.commands[rest[0]]
        known = {"--help"} | {option for item in command.params for option in item.opts}
        assert {word.strip("[]") for word in rest if word.strip("[]").startswith("--")} <= known, line


def test_make_help_says_what_every_target_does() -> None:
    make = shutil.which("make")
    assert make is not None
    targets = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
    said = subprocess.run([make, "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = dict(re.findall(r"^make ([a-z-]+) +(\S.*)$", said, re.MULTILINE))
    assert set(lines) == set(targets)
    first = subprocess.run([make, "-n"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "svmonitor demo" in first, "without a target it is still `make run`"
