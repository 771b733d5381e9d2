"""Releases that many tests of a module have published together: one snapshot, in which each reads its own process."""

from typing import Any


class Book:
    """The releases of a module's tests, filled while the module is read."""

    def __init__(self) -> None:
        self.releases: list[dict[str, Any]] = []

    def booked(self, *releases: dict[str, Any]) -> str:
        """Have releases of a process published with those of the other tests; returns its ocid."""
        self.releases.extend(releases)
        return str(releases[0]["ocid"])
