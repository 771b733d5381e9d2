"""Stable invented identifiers: each is derived from a key, so adding a process changes no other."""

from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from crawler.sample.authored import Process

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def ocid(process: Process) -> str:
    """Open contracting id under the prefix of the process's portal."""
    if process.source == "contracts_finder":
        return f"ocds-b5fd17-{guid(process.key)}"
    return f"ocds-h6vhtk-0{_digest(process.key)[:5]}"


def guid(key: str) -> str:
    """A UUID, as Contracts Finder gives its notices."""
    return str(uuid5(NAMESPACE_URL, f"https://sample.example/{key}"))


def supplier_number(name: str) -> str:
    """A supplier's public procurement organisation number: four letters, four digits, four letters."""
    number = int(_digest(name), 16)
    letters = [_LETTERS[number // 20**place % 20] for place in range(7)]
    return f"P{''.join(letters[:3])}-{number % 10000:04d}-{''.join(letters[3:])}"


def register_number(name: str) -> str:
    """The number under which Contracts Finder knows a body."""
    return f"GB-CFS-{300000 + int(_digest(name), 16) % 99999}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
