"""The weeks that a rolling figure rests on, in words: 12 months or 13 weeks only when nine tenths are covered."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_COVERED = 0.9
TOLD_BELOW = 52  # weeks whose coverage the foot of every page tells (sentences/coverage.py)


@dataclass(frozen=True)
class Span:
    """A rolling period: its name, its weeks, those covered (proven or declared), those of which notices are held."""

    name: str
    wanted: int
    covered: int
    held: int

    @property
    def is_covered(self) -> bool:
        """Nine tenths of its weeks are covered."""
        return self.wanted > 0 and self.covered >= LEAST_COVERED * self.wanted

    @property
    def bare(self) -> str:
        """The period alone: 12 months, or the weeks it rests on."""
        return self.name if self.is_covered else self._weeks("")

    @property
    def to(self) -> str:
        """The period before a day: the 12 months to."""
        if self.is_covered:
            return f"the {self.name} to"
        return f"{self._weeks('the ')} to"

    @property
    def last(self) -> str:
        """The period that ends now: the last 12 months."""
        if self.is_covered:
            return f"the last {self.name}"
        return self._weeks("the last ")

    def _weeks(self, which: str) -> str:
        """The weeks of which notices are held; how many are whole is told once a page (sentences/coverage.py)."""
        some = "" if self.held == self.wanted else f"{self.held} of "
        return f"{some}{which}{self.wanted} weeks"


def complete_words(weeks_covered: int | None, weeks_wanted: int | None) -> str:
    """A sentence on the weeks complete on every portal; none when most are, or the foot of the page tells."""
    if not weeks_wanted or weeks_wanted == TOLD_BELOW or (weeks_covered or 0) >= LEAST_COVERED * weeks_wanted:
        return ""
    known = f"Notices are known to be complete on every portal for {weeks_covered or 0:,}"
    return f" {known} of the {weeks_wanted:,} weeks of this figure."


def year_of(weeks: Sequence[int]) -> Span:
    """The 12 months of an edition from its weeks wanted, covered and held; whole where an old record does not say."""
    wanted, covered, held = weeks or (52, 52, 52)
    return Span("12 months", wanted, covered, held)
