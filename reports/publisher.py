"""Who publishes this copy of the site, and where: passed in by the front door from the settings."""

from dataclasses import dataclass
from urllib.parse import quote

from reports.words.wording import plain


@dataclass(frozen=True)
class Publisher:
    """Base address of the site on the web, an e-mail or web address for corrections, and what is served beside it.

    Each may be empty. `duckdb_wasm` is the folder in which npm installed the database engine for browsers.
    """

    url: str = ""
    contact: str = ""
    duckdb_wasm: str = ""

    def address(self, path: str, otherwise: str) -> str:
        """The full address of a page of the site where its base is known, else `otherwise`."""
        return f"{self.url.rstrip('/')}/{path}" if self.url else otherwise

    def contact_link(self, about: str, identifier: str) -> str:
        """Address that opens a correction about something: an e-mail with its subject, or the web address as it is."""
        if "@" not in self.contact or "/" in self.contact:
            return self.contact
        return f"mailto:{self.contact}?subject={quote(f'Correction: {plain(about, 120)} ({plain(identifier, 80)})')}"
