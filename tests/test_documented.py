"""Every setting and source is documented where a user looks for it."""

from pathlib import Path

import pytest

from crawler.config import Crawling, Pace
from crawler.schedule_settings import Digest, Health, Notify, Retention, Schedule, Site, Smtp
from crawler.sources import SOURCES

DOCS = Path(__file__).resolve().parents[1] / "docs"


SECTIONS = (Crawling, Pace, Schedule, Smtp, Notify, Digest, Site, Health, Retention)
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
