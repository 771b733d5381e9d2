"""The funnel plots of kinds of authority, each drawn once for the page of the kind and of all its authorities."""

from collections.abc import Mapping

from reports.charts.funnel import Funnel, make_funnel
from reports.snapshot.authorities import Kind
from reports.words.labels import label


def draw_funnels(kinds: Mapping[str, Kind]) -> dict[str, Funnel]:
    """The funnel plot of each kind that has authorities enough for one."""
    drawn = {}
    for code, kind in kinds.items():
        if kind.comparison is None:
            continue
        funnel = make_funnel([each.dot for each in kind.members], kind.comparison, label(code, "authority_kind"))
        if funnel:
            drawn[code] = funnel
    return drawn
