"""What every page of the site that is not frozen shares: the cut it rests on, and who publishes it."""

from dataclasses import dataclass
from typing import Any

from reports.pages.render import page
from reports.publisher import Publisher
from reports.snapshot.edition import Cut
from store.quality.gate import Hold

SECTIONS = (
    ("editions", "Weekly editions"), ("series", "Since 2013"), ("authorities", "Authorities"), ("themes", "Themes"),
    ("standards", "Standards"), ("regions", "Regions"), ("clauses", "Clause library"),
    ("documents", "What notices leave out"), ("method", "Method"), ("data", "Data"),
)  # fmt: skip


@dataclass(frozen=True)
class Common:
    """The cut of the data, the publisher of the site, and editions that are held back."""

    cut: Cut
    publisher: Publisher
    held: tuple[Hold, ...] = ()

    def page(self, template: str, depth: int, section: str, *, section_page: bool = False, **values: Any) -> str:
        """A page so many folders below the top of the site, in a section of its navigation."""
        return page(
            template,
            root="../" * depth,
            sections=SECTIONS,
            section=section,
            section_page=section_page,
            is_sample=self.cut.is_sample,
            cut=self.cut,
            publisher=self.publisher,
            held=self.held,
            **values,
        )
