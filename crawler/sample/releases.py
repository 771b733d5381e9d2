"""Sample notices of invented public bodies, in the shape of the real portals, for the bundled sample portal.

Authored by hand as data (`authorities.toml`, `processes/`), shaped as OCDS 1.1 releases on reading. Nothing is random:
the same releases come back every time.
"""

from datetime import UTC, datetime
from typing import Any

from crawler.sample.authored import load_authorities, load_cpv, load_processes
from crawler.sample.contracts_finder import ContractsFinderPortal
from crawler.sample.find_a_tender import FindATenderPortal
from crawler.sample.identifiers import ocid

SAMPLE_WEEK = "2026-W47"
# Eight ISO weeks, 2026-W40 to W47: from Monday 28 September to before Monday 23 November, UK time.
SAMPLE_FROM = datetime(2026, 9, 27, 23, tzinfo=UTC)
SAMPLE_UNTIL = datetime(2026, 11, 23, tzinfo=UTC)


def load_releases() -> dict[str, list[dict[str, Any]]]:
    """All releases by source, oldest first, as the portal's API publishes them."""
    authorities, cpv, processes = load_authorities(), load_cpv(), load_processes()
    return {
        "find_a_tender": FindATenderPortal(authorities, cpv, processes).releases(),
        "contracts_finder": ContractsFinderPortal(authorities, cpv, processes).releases(),
    }


def expected_levels() -> dict[str, str]:
    """Level judged by hand for every process that a tender notice opened, by ocid.

    The evidence is that of the opening notice and its updates up to the deadline, with the weights that one lot
    spreads over several criteria added up.
    """
    return {ocid(process): process.expected_level for process in load_processes() if process.expected_level}
