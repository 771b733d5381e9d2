"""Settings from file and environment."""

from pathlib import Path

import pytest

from crawler.config import SECTIONS, load_settings
from crawler.errors import CrawlerError
from crawler.server.settings import ServerSettings


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "svmonitor.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_portals_are_the_real_ones() -> None:
    assert load_settings(None).base_url("find_a_tender") == "https://www.find-tender.service.gov.uk"


def test_the_file_sets_an_address_without_its_last_slash(tmp_path: Path) -> None:
    path = write(tmp_path, '[portals]\nfind_a_tender = "http://127.0.0.1:8901/"\n')
    assert load_settings(path).base_url("find_a_tender") == "http://127.0.0.1:8901"


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_PORTALS__FIND_A_TENDER", "http://127.0.0.1:2")
    path = write(tmp_path, '[portals]\nfind_a_tender = "http://127.0.0.1:1"\n')
    assert load_settings(path).base_url("find_a_tender") == "http://127.0.0.1:2"


def test_the_environment_overrides_one_key_of_a_pace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_PACE__FIND_A_TENDER", '{"delay": 0}')
    settings = load_settings(write(tmp_path, "[pace]\nfind_a_tender = {delay = 20, lockout = 7}\n"))
    assert (settings.delay_seconds("find_a_tender"), settings.lockout_seconds("find_a_tender")) == (0, 7)


def test_a_pace_not_set_is_that_of_the_source() -> None:
    assert load_settings(None).delay_seconds("find_a_tender") == 13


def test_a_section_of_another_room_is_left_alone(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "[smtp]\nhost = 1\n")).portals == {}


def test_the_sections_are_those_that_are_read() -> None:
    assert set(SECTIONS) == set(ServerSettings.model_fields)


def test_the_contact_stands_in_the_user_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_CRAWLER__CONTACT", "data@council.example")
    assert load_settings(None).crawler.agent_line.endswith("contact: data@council.example")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[pace]\nfind_a_tender = {delay = -1}\n", "pace.find_a_tender.delay"),
        ('[portals]\nfind_a_tender = "find-tender"\n', "portals.find_a_tender"),
        ('[portals]\nfind_a_tendre = "http://127.0.0.1"\n', "portals"),
        ("[pace]\nted_ = {delay = 1}\n", "pace"),
        ("[crawler]\ntimeuot = 3\n", "crawler.timeuot"),
        ("[crawler\n", "not valid TOML"),
        ("[crawlr]\ntimeout = 3\n", "there is no section [crawlr]"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CrawlerError) as caught:
        load_settings(write(tmp_path, text))
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CrawlerError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "svmonitor.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CrawlerError, match="cannot be read"):
        load_settings(path)


def test_a_variable_of_an_unknown_section_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_PORTAL__TED", "http://127.0.0.1:1")
    with pytest.raises(CrawlerError, match=r"SVMONITOR_PORTAL__TED: there is no section \[portal\]"):
        load_settings(None)
