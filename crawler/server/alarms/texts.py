"""The words of each kind of alarm, from crawler/server/alarms/alarms.toml."""

import tomllib
from functools import cache
from importlib.resources import files

_KIND_IS_GONE = {"title": "An alarm of an older version", "over": "The alarm is no longer raised."}


def texts_of(kind: str) -> dict[str, str]:
    """`title`, `what`, `means`, `do` and `over` of a kind; a record may name one that an older version knew."""
    return _all_texts().get(kind) or dict.fromkeys(("title", "what", "means", "do", "over"), "") | _KIND_IS_GONE


def alarm_kinds() -> list[str]:
    """Every kind that has words."""
    return list(_all_texts())


@cache
def _all_texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("crawler") / "server" / "alarms" / "alarms.toml").read_text(encoding="utf-8"))
