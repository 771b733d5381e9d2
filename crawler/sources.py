"""The portals that are crawled, and what is known of each before asking. Imports nothing heavy."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Source:
    """One portal.

    Attributes:
        name: the name used in commands, folders and tables.
        title: the name people know it by.
        base_url: default address; `[portals]` in the settings overrides it.
        earliest: nothing was published there before this instant (UTC).
        delay_seconds: default pause between the starts of two requests.
        lockout_seconds: default wait after the portal shuts us out without saying for how long.
    """

    name: str
    title: str
    base_url: str
    earliest: datetime
    delay_seconds: float
    lockout_seconds: float


# The search of TED has a host of its own (`base_url` below); the XML of each notice is here.
TED_NOTICES_URL = "https://ted.europa.eu"

_ALL = (
    # The portal answers 429 after 12 requests in 120 seconds and names 120 seconds in Retry-After. 12 per 120 s is
    # one in 10 s; 13 s leaves room for another user behind the same address. First notices: 2 January 2021.
    Source(
        name="find_a_tender",
        title="Find a Tender",
        base_url="https://www.find-tender.service.gov.uk",
        earliest=datetime(2021, 1, 1, tzinfo=UTC),
        delay_seconds=13,
        lockout_seconds=120,
    ),
    # The portal answers 403 when asked too often and says that it will not answer again for five minutes.
    # First notices in the API: 26 February 2015.
    Source(
        name="contracts_finder",
        title="Contracts Finder",
        base_url="https://www.contractsfinder.service.gov.uk",
        earliest=datetime(2015, 2, 26, tzinfo=UTC),
        delay_seconds=2,
        lockout_seconds=300,
    ),
    # Both portals below are one product. They state no limit; a month is some twenty lists, each a large answer.
    # Their lists begin with January 2019.
    Source(
        name="public_contracts_scotland",
        title="Public Contracts Scotland",
        base_url="https://api.publiccontractsscotland.gov.uk",
        earliest=datetime(2019, 1, 1, tzinfo=UTC),
        delay_seconds=2,
        lockout_seconds=300,
    ),
    Source(
        name="sell2wales",
        title="Sell2Wales",
        base_url="https://api.sell2wales.gov.wales",
        earliest=datetime(2019, 1, 1, tzinfo=UTC),
        delay_seconds=2,
        lockout_seconds=300,
    ),
    # UK notices: in full until 31 December 2020, then the ends of procedures begun before. The Act is in force since
    # 31 January 2013, so nothing earlier is wanted.
    Source(
        name="ted",
        title="TED (Official Journal of the EU)",
        base_url="https://api.ted.europa.eu",
        earliest=datetime(2013, 1, 1, tzinfo=UTC),
        delay_seconds=1,
        lockout_seconds=300,
    ),
)

SOURCES: dict[str, Source] = {source.name: source for source in _ALL}
