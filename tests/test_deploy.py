"""The files in deploy/ and the commands in docs/server.md fit the program: commands, options, settings, sources."""

import configparser
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import svmonitor
from crawler.server.settings import Health, ServerSettings, load_server_settings
from crawler.sources import SOURCES

ROOT = Path(__file__).resolve().parents[1]
FILES = [path for path in sorted((ROOT / "deploy").rglob("*")) if path.is_file()]
TEXTS = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in [*FILES, ROOT / "docs" / "server.md"]}
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
HARDENING = {
    "DynamicUser": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "SystemCallArchitectures": "native",
}


def commands_in(text: str) -> Iterator[list[str]]:
    """The words after `svmonitor` or `svmonitor-run`, in lines of commands, up to what ends a command."""
    for line in text.splitlines():
        if line.startswith("#") or "|" in line.replace("||", ""):
            continue
        for found in re.finditer(
            r"(?:^|[ /`(])svmonitor(?:-run)?(?: svmonitor)? ((?:[a-z-][\w-]*|--[\w-]+)(?: [^;&`#\n]*)?)", line
        ):
            yield found[1].split()


@pytest.mark.parametrize("path", ["docs/server.md", "deploy/cron/svmonitor", "deploy/systemd/svmonitor-watch.service"])
def test_commands_and_options_are_there(path: str) -> None:
    group = typer.main.get_command(svmonitor.app)
    for name, *rest in commands_in(TEXTS[Path(path)]):
        command = group.commands[name]  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            command = command.commands[rest[0]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known, (name, rest)


def test_every_job_of_cron_is_a_command() -> None:
    found = {words[0] for words in commands_in(TEXTS[Path("deploy/cron/svmonitor")])}
    assert found == {"crawl", "ingest", "classify", "publish", "report", "digest", "notify", "audit", "retention"}


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_settings_in_the_environment_are_settings(path: Path) -> None:
    for section, key in re.findall(r"SVMONITOR_([A-Z]+)__([A-Z_]+)", TEXTS[path]):
        field = ServerSettings.model_fields[section.lower()]
        assert key.lower() in field.annotation.model_fields  # type: ignore[union-attr]


def test_cron_crawls_every_portal() -> None:
    crawls = [line for line in TEXTS[Path("deploy/cron/svmonitor")].splitlines() if "svmonitor crawl " in line]
    assert len(crawls) == 2
    assert all(source in line for line in crawls for source in SOURCES)


@pytest.mark.parametrize("name", ["docker/Dockerfile", "docker/svmonitor.toml", "systemd/svmonitor.toml"])
def test_container_asks_the_port_that_is_served(name: str) -> None:
    assert str(Health().port) in TEXTS[Path("deploy") / name]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_unit_is_hardened(path: Path) -> None:
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    assert {name: unit["Service"][name] for name in HARDENING} == HARDENING


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_unit(path: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze: install systemd")
    text = path.read_text(encoding="utf-8").replace("/opt/svmonitor/.venv/bin/svmonitor", "/bin/true")
    (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / path.name], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_secret_stands_in_a_file() -> None:
    for path, text in TEXTS.items():
        assert not re.search(r"(?i)(password|webhook)\s*=\s*[\"'][^\"'/]", text), path


@pytest.mark.parametrize("folder", ["docker", "systemd"])
def test_sample_settings_are_settings(folder: str) -> None:
    given = tomllib.loads(TEXTS[Path("deploy") / folder / "svmonitor.toml"])
    assert load_server_settings(ROOT / "deploy" / folder / "svmonitor.toml").health.port == given["health"]["port"]


def test_documents_that_units_name_are_installed() -> None:
    named = {
        path for unit in UNITS for path in re.findall(r"/opt/svmonitor/(docs/\S+)", unit.read_text(encoding="utf-8"))
    }
    assert named
    assert all((ROOT / path).is_file() for path in named)
    assert "cp -r docs /opt/svmonitor/" in TEXTS[Path("docs/server.md")]
