"""Log lines of every stage: for a person, or as JSON, with one run id and without addresses or secrets."""

import logging
import os
import re
import secrets as tokens
import sys
from datetime import UTC, datetime
from typing import Any

import orjson

from crawler.errors import CrawlerError
from crawler.text.printable import printable
from crawler.text.redact import redact

RUN_ID_VARIABLE = "SVMONITOR_RUN_ID"
FORMAT_VARIABLE = "SVMONITOR_LOG"
# Where secrets may stand in the environment; their values never reach a log.
SECRET_VARIABLES = (
    "SVMONITOR_SMTP_PASSWORD",
    "SVMONITOR_WEBHOOK",
    "SVMONITOR_LAKE_PASSWORD",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")  # begins as no hidden file or way up does
_known_secrets: set[str] = set()
_run: dict[str, str] = {}


def begin_run() -> str:
    """Begin a command: the id of the run it belongs to, given by whoever started it, else made here; for its lines.

    Raises:
        CrawlerError: what was given is no plain name: it names a folder in runs/.
    """
    given = os.environ.get(RUN_ID_VARIABLE)
    if given and not _PLAIN.fullmatch(given):
        raise CrawlerError(f"{RUN_ID_VARIABLE} names a folder, and {given!r} is no plain name: letters, digits, . _ -")
    _run["id"] = given or fresh_run_id()
    return _run["id"]


def fresh_run_id() -> str:
    """An id for a new run, such as 20261123T060000Z-3f9a."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{tokens.token_hex(2)}"


def keep_secret(value: str) -> None:
    """Never let a value reach a log line."""
    if value:
        _known_secrets.add(value)


def scrub(text: str) -> str:
    """A text without secrets, e-mail addresses, telephone numbers, and what would steer a terminal."""
    for name in SECRET_VARIABLES:
        keep_secret(os.environ.get(name, ""))
    for value in sorted(_known_secrets, key=len, reverse=True):
        text = text.replace(value, "[secret]")
    return redact(printable(text))


def is_json() -> bool:
    """Whether log lines are JSON (`SVMONITOR_LOG=json`)."""
    return os.environ.get(FORMAT_VARIABLE, "").lower() == "json"


def line(level: str, message: str, **fields: Any) -> str:
    """One log line: JSON with `at`, `level`, `run_id`, `message` and the fields, or the message alone for a person.

    Of a command that is part of a run begun by another, as by the server, a person gets time, level and run too.
    """
    message = scrub(message)
    now, of_run = datetime.now(UTC), os.environ.get(RUN_ID_VARIABLE, "")
    if not _PLAIN.fullmatch(of_run):
        of_run = ""
    if is_json():
        known = {name: scrub(str(value)) for name, value in fields.items() if value is not None}
        own = {"at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "level": level, "run_id": _run.get("id") or of_run or None}
        return orjson.dumps(own | {"message": message} | known).decode()
    return f"{now:%Y-%m-%d %H:%M:%S} {level}: {of_run}: {message}" if of_run else message


class _Formatter(logging.Formatter):
    """The lines of long-running processes: a person gets time and level before the message."""

    def format(self, record: logging.LogRecord) -> str:
        level = record.levelname.lower()
        fields = {name: getattr(record, name, None) for name in ("job", "run_id")}
        message = record.getMessage()
        if record.exc_info:
            message = f"{message}\n{self.formatException(record.exc_info)}"
        text = line(level, message, **fields)
        is_whole = is_json() or RUN_ID_VARIABLE in os.environ
        return text if is_whole else f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {level}: {text}"


def log_run(run_id: str) -> None:
    """Send the log of this process, libraries and all, to standard error as lines of a run."""
    os.environ[RUN_ID_VARIABLE] = run_id
    _log_to_stderr(logging.getLogger())


def log_to_stderr() -> None:
    """Send our own log of this process to standard error, where systemd and Docker collect it."""
    own = logging.getLogger("crawler")
    _log_to_stderr(own)
    own.propagate = False


def _log_to_stderr(logger: logging.Logger) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.INFO)
    handler.setFormatter(_Formatter())
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
