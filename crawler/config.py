"""The crawler's settings: a TOML file, overridden by the environment (`SVMONITOR_<SECTION>__<KEY>`)."""

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, HttpUrl, TypeAdapter, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from crawler.attachments import documents_base
from crawler.errors import CrawlerError
from crawler.register_addresses import Registers
from crawler.setting_names import refuse_slips
from crawler.setting_values import Environment, Section
from crawler.sources import SOURCES, TED_NOTICES_URL

_HTTP_URL = TypeAdapter(HttpUrl)


def _base_url(value: str) -> str:
    _HTTP_URL.validate_python(_one_line(value))
    return value.rstrip("/")


def _one_line(value: str) -> str:
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
        raise ValueError("a line break or another control character stands in it")
    return value


def _portal_name(value: str) -> str:
    if value == "ted_notices" or value.removesuffix("_documents") in SOURCES:
        return value
    return _source_name(value)


def _source_name(value: str) -> str:
    if value not in SOURCES:
        raise ValueError(f"is not a source: choose from {', '.join(SOURCES)}")
    return value


SourceName = Annotated[str, AfterValidator(_source_name)]
PortalName = Annotated[str, AfterValidator(_portal_name)]
Line = Annotated[str, AfterValidator(_one_line)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Pace(Section):
    """How fast one portal is asked, in seconds; None takes the default of the source."""

    delay: Seconds | None = None
    lockout: Seconds | None = None


class Crawling(Section):
    """Section `[crawler]`: what holds for every portal.

    Attributes:
        user_agent: sent with every request, followed by the contact.
        contact: an address at which the portal's people can reach whoever runs this.
        timeout: seconds for one answer to arrive whole.
        max_body_bytes: a larger body, after decompression, is refused.
        retries: how often a broken answer is asked for again.
        lockouts: how many times in a row a lock-out is waited out before the window is given up.
        retry_after_max: the longest wait in seconds that a portal may impose with Retry-After.
        failures_in_a_row: so many failed windows one after the other end the crawl of a portal.
    """

    user_agent: Line = "social-value-monitor/0.1 (weekly count of public contract notices)"
    contact: Line = ""
    timeout: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 120
    max_body_bytes: Annotated[int, Field(gt=0)] = 64 * 1024 * 1024
    retries: Annotated[int, Field(ge=0)] = 4
    lockouts: Annotated[int, Field(ge=0)] = 5
    retry_after_max: Seconds = 3600
    failures_in_a_row: Annotated[int, Field(gt=0)] = 5

    @property
    def agent_line(self) -> str:
        """The User-Agent header."""
        return f"{self.user_agent} contact: {self.contact}" if self.contact else self.user_agent


class Documents(Section):
    """Section `[documents]`: which tender documents are fetched from the portals.

    Attributes:
        is_fetched: whether any are; those that notices list are known all the same.
        sources: portals asked for documents.
        per_day: portal to the most documents a day; a portal without a number has no limit but its pace.
        max_bytes: a larger document is not fetched.
        seed: what the random order of procurements is made from.
        allowance: pattern of strata (`portal/month/scope/voice`, such as `*/*/out_of_scope/*`) to the share of their
            procurements whose documents are fetched, from 0 to 1; the first that fits counts, else all are.
        keep_days: the bytes of a document are removed after so many days, once its text is kept; 0 keeps them.
    """

    is_fetched: bool = True
    sources: list[SourceName] = Field(default_factory=lambda: list(SOURCES))
    per_day: dict[SourceName, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    max_bytes: Annotated[int, Field(gt=0)] = 50 * 1024 * 1024
    seed: str = "social-value-monitor"
    allowance: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    keep_days: Annotated[int, Field(ge=0)] = 0


class CrawlerSettings(BaseSettings):
    """Sections `[portals]`, `[pace]`, `[crawler]`, `[documents]` and `[registers]`; every other is another room's."""

    model_config = SettingsConfigDict(
        env_prefix="SVMONITOR_", env_nested_delimiter="__", env_ignore_empty=True, extra="ignore"
    )

    portals: dict[PortalName, BaseUrl] = Field(default_factory=dict)
    pace: dict[SourceName, Pace] = Field(default_factory=dict)
    crawler: Crawling = Field(default_factory=Crawling)
    registers: Registers = Field(default_factory=Registers)
    documents: Documents = Field(default_factory=Documents)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library passes it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment comes before the file, whose content arrives as the arguments of the constructor."""
        file_content = init_settings.init_kwargs if isinstance(init_settings, InitSettingsSource) else {}
        return Environment(settings_cls, env_settings), InitSettingsSource(settings_cls, init_kwargs=file_content)

    def base_url(self, source: str) -> str:
        """Address of a portal, without a trailing slash."""
        return self.portals.get(source, SOURCES[source].base_url)

    def notices_url(self, source: str) -> str:
        """Address of single notices: TED keeps them on another host than its search.

        Where only the search is set, as for a portal on loopback, the notices are there as well.
        """
        if source != "ted":
            return self.base_url(source)
        return self.portals.get("ted_notices") or self.portals.get("ted") or TED_NOTICES_URL

    def documents_url(self, source: str) -> str:
        """Address of the site that holds the attachments of a portal, which for some is not that of its API.

        Where only the portal is set, as for one on loopback, the documents are there as well.
        """
        own = self.portals.get(f"{source}_documents") or self.portals.get(source)
        return own or documents_base(source)

    def delay_seconds(self, source: str) -> float:
        """Pause between the starts of two requests to a portal."""
        delay = self.pace.get(source, Pace()).delay
        return SOURCES[source].delay_seconds if delay is None else delay

    def lockout_seconds(self, source: str) -> float:
        """Wait after a lock-out whose length the portal does not state."""
        lockout = self.pace.get(source, Pace()).lockout
        return SOURCES[source].lockout_seconds if lockout is None else lockout


SettingsT = TypeVar("SettingsT", bound=CrawlerSettings)
# Every section of the file, whichever room reads it: a section with another name is a slip that would go unnoticed.
SECTIONS = (
    "portals",
    "pace",
    "crawler",
    "registers",
    "documents",
    "schedule",
    "smtp",
    "notify",
    "digest",
    "site",
    "health",
    "retention",
    "lake",
)


def load_settings(config_path: Path | None) -> CrawlerSettings:
    """Read the crawler's settings; see `read_settings`."""
    return read_settings(config_path, CrawlerSettings)


def read_settings(config_path: Path | None, kind: type[SettingsT]) -> SettingsT:
    """Read settings.

    Args:
        config_path: a TOML file, or None for the environment and the defaults alone.
        kind: which sections to read.

    Raises:
        CrawlerError: the file cannot be read, is not TOML, has an unknown section, or a value is not acceptable;
            names the key.
    """
    try:
        content = tomllib.loads(config_path.read_text(encoding="utf-8-sig")) if config_path else {}
    except OSError as error:
        raise CrawlerError(f"{config_path}: the settings cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CrawlerError(f"{config_path}: the settings cannot be read: not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise CrawlerError(f"{config_path}: not valid TOML: {error}") from error
    for section in content:
        if section not in SECTIONS:
            raise CrawlerError(f"{config_path}: there is no section [{section}]: choose from {', '.join(SECTIONS)}")
    refuse_slips(SECTIONS, _keys(kind))
    try:
        return kind(**content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if part != "[key]")
        fault = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise CrawlerError(f"setting {key}: {fault} (in {config_path or 'the environment'})") from error
    except SettingsError as error:
        raise CrawlerError(f"a setting in the environment cannot be read: {error}") from error


def _keys(kind: type[CrawlerSettings]) -> dict[str, set[str]]:
    """The keys of each section; of those that name portals, the portals."""
    sections = {name: field.annotation for name, field in kind.model_fields.items()}
    return {
        name: set(section.model_fields) if isinstance(section, type) and issubclass(section, Section) else set(SOURCES)
        for name, section in sections.items()
    }
