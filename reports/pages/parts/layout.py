"""What every page of the site shares: the cut it rests on, the edition it is cited by, and who publishes it."""

from dataclasses import dataclass
from typing import Any

from reports.pages.parts.record import Record
from reports.pages.parts.render import page
from reports.publisher import Publisher
from reports.snapshot.edition import Cut
from store.quality.gate import Hold

CARD = "card.png"  # in the folder of each edition


@dataclass(frozen=True)
class Common:
    """The cut of the data, the publisher of the site, the edition they are cited by, and editions held back."""

    cut: Cut
    publisher: Publisher
    latest: Record
    held: tuple[Hold, ...] = ()

    def page(self, template: str, depth: int, section: str, *, section_page: bool = False, **values: Any) -> str:
        """A page so many folders below the top of the site, in a section of its navigation.

        `card` among the values is the address of the picture that a shared link to it shows: by default the card of
        the latest edition.
        """
        edition_card = f"{self.latest.folder}/{CARD}"
        card = values.get("card") or self.publisher.address(edition_card, f"{'../' * depth}{edition_card}")
        return page(
            template,
            **({"latest": self.latest} | values | {"card": card}),
            root="../" * depth,
            section=section,
            section_page=section_page,
            is_sample=self.cut.is_sample,
            cut=self.cut,
            publisher=self.publisher,
            held=self.held,
            year=self.latest.year,
        )
