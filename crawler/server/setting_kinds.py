"""Kinds of settings that several sections share: words, files that hold a secret, and the secret itself."""

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from crawler.errors import CrawlerError
from crawler.logs import keep_secret

CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def _word(value: str) -> str:
    if re.search(r"\s", value) or CONTROL.search(value):
        raise ValueError("a blank or line break stands in it")
    return value


def _none_if_empty(value: object) -> object:
    """An empty text names no file, as in every other setting; as a path it would be the current folder."""
    return None if isinstance(value, str) and not value.strip() else value


def _file(value: Path | None) -> Path | None:
    try:
        return value.expanduser() if value else value
    except RuntimeError as error:
        raise ValueError(str(error)) from error


Word = Annotated[str, AfterValidator(_word)]
SecretFile = Annotated[Path | None, BeforeValidator(_none_if_empty), AfterValidator(_file)]


def secret_of(variable: str, path: Path | None) -> str:
    """A secret from the environment, else from its file; an empty text where there is none.

    Raises:
        CrawlerError: the file cannot be read.
    """
    value = os.environ.get(variable, "")
    if not value and path:
        try:
            value = path.read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CrawlerError(f"the secret in {path} cannot be read: {error}") from error
    keep_secret(value)
    return value
