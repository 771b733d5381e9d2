"""How complete the notices are, told once a page and alike on every page: portal by portal, and by whom it is known."""

from collections.abc import Sequence
from datetime import date

from reports.snapshot.edition import PortalCoverage
from reports.snapshot.rates import Rate
from reports.words.labels import label
from reports.words.wording import day, number

CRAWLER, LOADER = "proven by the crawler", "declared by whoever loaded the bulk files"


def coverage_words(portals: Sequence[PortalCoverage], whole: Rate | None, last_day: date) -> str:
    """Of the 52 weeks to a day, those known to be complete: of each portal, and (by `whole`) of all of them at once."""
    start = f"Of the {number(_wanted(whole))} weeks to {day(last_day)}"
    if not any(portal.proven or portal.declared for portal in portals):
        return f"{start}, notices are known to be complete for none on any portal."
    told = f"{start}, notices are known to be complete for {_listed([portal_words(portal) for portal in portals])}"
    return f"{told}." if len(portals) == 1 else f"{told}; on every portal at once for {_at_once(whole)}."


def coverage_cited(portals: Sequence[PortalCoverage], whole: Rate | None) -> str:
    """The same in short, for a figure that is quoted away from its page."""
    wanted = number(_wanted(whole))
    told = [f"{number(p.proven + p.declared)} on {label(p.source, 'source')}" for p in portals]
    if len(portals) > 1:
        told.append(f"{_at_once(whole)} on every portal at once")
    return f"Weeks known to be complete, of {wanted}: {', '.join(told) or 'none'}."


def portal_words(portal: PortalCoverage) -> str:
    """The weeks of one portal, and by whom they are known to be complete."""
    where = f"on {label(portal.source, 'source')}"
    total = portal.proven + portal.declared
    if not total:
        return f"none {where}"
    if not portal.declared or not portal.proven:
        every = "" if total == 1 else "all "
        return f"{number(total)} {where} ({every}{CRAWLER if portal.proven else LOADER})"
    return f"{number(total)} {where} ({number(portal.proven)} {CRAWLER}, {number(portal.declared)} {LOADER})"


def _wanted(whole: Rate | None) -> int:
    return (whole.weeks_wanted if whole else None) or 52


def _at_once(whole: Rate | None) -> str:
    covered = whole.weeks_covered if whole else None
    return number(covered) if covered else "none"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
