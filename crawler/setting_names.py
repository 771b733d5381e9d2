"""Names of variables SVMONITOR_...: those that are read, and slips, which would go unnoticed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crawler.errors import CrawlerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PREFIX = "SVMONITOR_"
# Read by name, and not as a key of a section.
PLAIN = {"HOME", "CONFIG", "LOG", "RUN_ID", "TRACEBACK", "SMTP_PASSWORD", "WEBHOOK", "LAKE_PASSWORD"}
_OF_DEVELOPERS = ("TEST_", "SHARED")


def refuse_slips(sections: Sequence[str], keys: dict[str, set[str]]) -> None:
    """Stop at a variable that can only be meant as a key of a section, and is none.

    Args:
        sections: every section.
        keys: the keys of each section that is read.

    Raises:
        CrawlerError: the section is unknown, or one underscore stands where two are needed.
    """
    for name, rest in _given():
        section, nested, _ = rest.partition("__")
        if nested and section.lower() not in sections:
            raise CrawlerError(f"{name}: there is no section [{section.lower()}]: choose from {', '.join(sections)}")
        for known, own in keys.items():
            key = rest.lower().removeprefix(f"{known}_")
            if rest not in PLAIN and key != rest.lower() and key in own:
                right = f"{PREFIX}{known.upper()}__{key.upper()}"
                raise CrawlerError(f"{name} is no setting: write {right}, with two underscores behind the section")


def unread(sections: Sequence[str]) -> list[str]:
    """Variables that nothing reads, in the order of the alphabet."""
    own = {*PLAIN, *(section.upper() for section in sections)}
    return sorted(
        name for name, rest in _given() if "__" not in rest and rest not in own and not rest.startswith(_OF_DEVELOPERS)
    )


def _given() -> Iterator[tuple[str, str]]:
    """Each variable that begins with our prefix, with the rest of its name in capitals; it may be in small ones."""
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            yield name, name.upper().removeprefix(PREFIX)
