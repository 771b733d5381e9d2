"""Settings of the open lake: where it is, and what this monitor writes of it."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from crawler.server.setting_kinds import SecretFile, Word, secret_of
from crawler.setting_values import Section
from crawler.sources import SOURCES


def _catalogue(value: str) -> str:
    if value and not re.fullmatch(r"postgresql(\+psycopg2)?://\S+|sqlite:////\S.*", value):
        raise ValueError("write postgresql://user@host/database or sqlite:////folder/catalog.db")
    if re.search(r"//[^/@]*:[^/@]*@", value):
        raise ValueError("a password stands in it: put it into SVMONITOR_LAKE_PASSWORD or the file of password_file")
    return value


def _warehouse(value: str) -> str:
    if value and not re.fullmatch(r"s3://[^/\s]+(/\S*)?|/+[^/].*", value):
        raise ValueError("write s3://bucket/folder or the whole path of a folder")
    return value


def _lake_source(value: str) -> str:
    if value != "other" and value not in SOURCES:
        raise ValueError(f"is not a source: choose from {', '.join(SOURCES)}, other")
    return value


class Lake(Section):
    """Section `[lake]`: the published tables as Apache Iceberg; off until a catalogue is named.

    The password of the catalogue comes from SVMONITOR_LAKE_PASSWORD or `password_file`, the keys of a bucket from where
    Amazon's own tools look for them.

    Attributes:
        catalog: address of the catalogue: `postgresql://user@host/database`, or `sqlite:////folder/catalog.db`.
        warehouse: where the files are: `s3://bucket/folder`, or the whole path of a folder.
        writer: name of this monitor among those that write the lake.
        main: name of the one that writes processes and figures; this one when empty.
        sources: portals whose notices this one writes (`other` for what is of none); all that it holds when empty.
        password_file: file holding the password of the catalogue.
        endpoint: address of an S3 server other than Amazon's.
        region: region of the bucket.
        keep_days: how long a state that is no edition can be read back.
    """

    catalog: Annotated[str, AfterValidator(_catalogue)] = ""
    warehouse: Annotated[str, AfterValidator(_warehouse)] = ""
    writer: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")] = "monitor"
    main: Annotated[str, Field(pattern=r"^[a-z0-9_-]{0,40}$")] = ""
    sources: list[Annotated[str, AfterValidator(_lake_source)]] = Field(default_factory=list)
    password_file: SecretFile = None
    endpoint: Annotated[str, Field(pattern=r"^(https?://[^\s<>]+)?$")] = ""
    region: Word = "us-east-1"
    keep_days: Annotated[int, Field(ge=1)] = 7

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.catalog) != bool(self.warehouse):
            raise ValueError("a lake needs both catalog and warehouse")
        return self

    def password(self) -> str:
        """The password of the catalogue, or an empty text. Raises CrawlerError when its file cannot be read."""
        return secret_of("SVMONITOR_LAKE_PASSWORD", self.password_file)
