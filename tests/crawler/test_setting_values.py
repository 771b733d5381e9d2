"""Settings are of the kind that they are meant to be, from file and environment, and names that are none are told."""

from pathlib import Path

import pytest

from crawler import logs
from crawler.config import SECTIONS
from crawler.errors import CrawlerError
from crawler.server.settings import ServerSettings, load_server_settings
from crawler.setting_names import unread


def read(tmp_path: Path, text: str) -> ServerSettings:
    path = tmp_path / "svmonitor.toml"
    path.write_text(text, encoding="utf-8")
    return load_server_settings(path)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(CrawlerError) as raised:
        read(tmp_path, text)
    assert "\n" not in str(raised.value)
    return str(raised.value)


NUMBERS = [
    ("retention", "landing_days"),
    ("retention", "run_days"),
    ("schedule", "month_day"),
    ("schedule", "watch_minutes"),
    ("crawler", "retries"),
    ("crawler", "timeout"),
    ("crawler", "max_body_bytes"),
    ("documents", "keep_days"),
    ("registers", "delay"),
    ("smtp", "port"),
    ("health", "failures"),
    ("health", "disk_free_gb"),
    ("lake", "keep_days"),
]


@pytest.mark.parametrize("value", ["true", "false", '"5"', '"true"', "[5]"])
@pytest.mark.parametrize(("section", "key"), NUMBERS)
def test_what_is_no_number_is_refused_where_one_is_meant(section: str, key: str, value: str, tmp_path: Path) -> None:
    assert f"setting {section}.{key}: " in refused(tmp_path, f"[{section}]\n{key} = {value}\n")


@pytest.mark.parametrize(("section", "key"), NUMBERS)
def test_a_number_is_taken_from_file_and_environment(
    section: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert getattr(getattr(read(tmp_path, f"[{section}]\n{key} = 5\n"), section), key) == 5
    monkeypatch.setenv(f"SVMONITOR_{section}__{key}".upper(), "7")
    assert getattr(getattr(read(tmp_path, f"[{section}]\n{key} = 5\n"), section), key) == 7


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[pace]\nfind_a_tender = {delay = true}\n", "pace.find_a_tender.delay"),
        ('[pace]\nfind_a_tender = {lockout = "5"}\n', "pace.find_a_tender.lockout"),
        ("[documents]\nper_day = {ted = true}\n", "documents.per_day"),
        ('[documents]\nallowance = {"*/*/*/*" = true}\n', "documents.allowance"),
        ('[documents]\nallowance = {"*/*/*/*" = "0.5"}\n', "documents.allowance"),
        ("[schedule]\ncrawl_at = 6\n", "schedule.crawl_at"),
        ("[schedule]\ncrawl_at = 1e4\n", "schedule.crawl_at"),
        ("[schedule]\nedition_at = 630\n", "schedule.edition_at"),
        ("[schedule]\nupdate_at = true\n", "schedule.update_at"),
        ("[schedule]\ncleanup_at = 2026-11-18\n", "schedule.cleanup_at"),
        ('[schedule]\nsample_at = "21600"\n', "schedule.sample_at"),
        ("[documents]\nis_fetched = 0\n", "documents.is_fetched"),
        ('[documents]\nis_fetched = "no"\n', "documents.is_fetched"),
        ("[retention]\nis_thinned = 1\n", "retention.is_thinned"),
        ("[health]\nis_site_served = 1.0\n", "health.is_site_served"),
        ("[smtp]\nuser = 5\n", "smtp.user"),
        ("[smtp]\nhost = true\n", "smtp.host"),
        ("[smtp]\npassword_file = 5\n", "smtp.password_file"),
        ("[crawler]\ncontact = 5\n", "crawler.contact"),
        ("[lake]\nwriter = 5\n", "lake.writer"),
        ("[notify]\nemails = [5]\n", "notify.emails"),
        ('[schedule]\nsources = "ted"\n', "schedule.sources"),
    ],
)
def test_a_value_of_another_kind_is_refused(text: str, named: str, tmp_path: Path) -> None:
    assert f"setting {named}" in refused(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SVMONITOR_RETENTION", '{"landing_days": true}'),
        ("SVMONITOR_RETENTION__LANDING_DAYS", "true"),
        ("SVMONITOR_PACE__FIND_A_TENDER", '{"delay": true}'),
        ("SVMONITOR_SCHEDULE", '{"crawl_at": 6}'),
        ("SVMONITOR_SCHEDULE__CRAWL_AT", "6"),
        ("SVMONITOR_DOCUMENTS", '{"is_fetched": 0}'),
        ("SVMONITOR_CRAWLER__RETRIES", "many"),
    ],
)
def test_the_same_in_the_environment(name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert refused(tmp_path, "").startswith("setting ")


def test_values_of_the_right_kind_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_DOCUMENTS__IS_FETCHED", "false")
    monkeypatch.setenv("SVMONITOR_SCHEDULE__EDITION_AT", "07:30")
    monkeypatch.setenv("SVMONITOR_SCHEDULE__SOURCES", '["ted"]')
    found = read(tmp_path, '[schedule]\ncrawl_at = "06:00"\nupdate_at = 05:30:00\n[retention]\nis_thinned = true\n')
    schedule = found.schedule
    assert [f"{at:%H:%M}" for at in (schedule.crawl_at, schedule.update_at, schedule.edition_at)] == [
        "06:00",
        "05:30",
        "07:30",
    ]
    assert (found.documents.is_fetched, found.retention.is_thinned, schedule.sources) == (False, True, ["ted"])


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("SVMONITOR_CRAWLER_RETRIES", "SVMONITOR_CRAWLER__RETRIES"),
        ("SVMONITOR_RETENTION_LANDING_DAYS", "SVMONITOR_RETENTION__LANDING_DAYS"),
        ("SVMONITOR_PORTALS_TED", "SVMONITOR_PORTALS__TED"),
        ("SVMONITOR_PACE_FIND_A_TENDER", "SVMONITOR_PACE__FIND_A_TENDER"),
        ("SVMONITOR_SMTP_PASSWORD_FILE", "SVMONITOR_SMTP__PASSWORD_FILE"),
        ("SVMONITOR_LAKE_CATALOG", "SVMONITOR_LAKE__CATALOG"),
        ("svmonitor_crawler_retries", "SVMONITOR_CRAWLER__RETRIES"),
    ],
)
def test_one_underscore_is_refused(name: str, right: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "9")
    assert refused(tmp_path, "") == f"{name} is no setting: write {right}, with two underscores behind the section"


def test_names_that_nothing_reads_are_told_and_stop_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SVMONITOR_HOME", "SVMONITOR_SMTP_PASSWORD", "SVMONITOR_LAKE_PASSWORD", "SVMONITOR_TEST_CLOCK"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("SVMONITOR_RETENTION", '{"run_days": 5}')
    for name in ("SVMONITOR_HOMES", "SVMONITOR_SERVICE_HOST", "SVMONITOR_CRAWLER_RETRYS"):
        monkeypatch.setenv(name, "x")
    assert read(tmp_path, "").retention.run_days == 5
    assert unread(SECTIONS) == ["SVMONITOR_CRAWLER_RETRYS", "SVMONITOR_HOMES", "SVMONITOR_SERVICE_HOST"]


@pytest.mark.parametrize(
    "run_id", ["../../x", "/etc", "..", ".hidden", "a/b", "a b", "a\nb", "-x", "x" * 101, "é", "a\\b", " "]
)
def test_run_id_that_is_no_plain_name_is_refused(run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_RUN_ID", run_id)
    with pytest.raises(CrawlerError, match="is no plain name"):
        logs.begin_run()
    assert run_id.strip() in {"", *logs.line("info", "done").splitlines()} or logs.line("info", "done") == "done"


@pytest.mark.parametrize("run_id", ["20261123T060000Z-3f9a", "r", "run_1.2"])
def test_run_id_that_is_a_plain_name_is_taken(run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_RUN_ID", run_id)
    assert logs.begin_run() == run_id
    monkeypatch.setenv("SVMONITOR_RUN_ID", "")
    assert logs.begin_run() != ""
