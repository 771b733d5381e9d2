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

    def apart(self, *releases: dict[str, Any]) -> str:
        """As `booked`, of a buyer of their own: figures cut by authority are then those of these releases alone."""
        number = len(self.releases)
        name = f"{chr(65 + number // 26 % 26)}{chr(97 + number % 26)}lmere Borough Council"
        identifier = f"OWNN-{number:04d}-NNNN"
        buyer = {"id": f"GB-PPON-{identifier}", "name": name}
        own = buyer | {"identifier": {"scheme": "GB-PPON", "id": identifier}}
        return self.booked(
            *(
                each
                | {
                    "buyer": buyer,
                    "parties": [who | own if "buyer" in who["roles"] else who for who in each["parties"]],
                }
                for each in releases
            )
        )
