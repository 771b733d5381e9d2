"""What every page of the site shares: the cut it rests on, the edition it is cited by, and who publishes it."""

from dataclasses import dataclass
from typing import Any

from reports.pages.parts.record import Record
from reports.pages.parts.render import page
from reports.pages.parts.slots import mark
from reports.publisher import Publisher
from reports.snapshot.edition import Cut
from reports.words.wording import moment
from store.hashes import short_hash
from store.quality.gate import Hold

CARD = "card.png"  # in the folder of each edition


@dataclass(frozen=True)
class Common:
    """The cut of the data, the publisher of the site, the edition they are cited by, and editions held back."""

    cut: Cut
    publisher: Publisher
    latest: Record
    held: tuple[Hold, ...] = ()

    @property
    def reach(self) -> dict[str, str]:
        """What every page says of the data, and moves: until when they reach, their version, how complete they are."""
        return {
            "moment": moment(self.cut.data_until),
            "version": self.cut.data_version,
            "coverage": self.latest.coverage,
        }

    def slots(self, depth: int) -> dict[str, str]:
        """What stands in the slots of every page that `slotted` makes, so many folders below the top of the site."""
        return {**self.reach, "card": self._edition_card(depth)}

    def page_key(self, *told: object) -> str:
        """The key of a page of `slotted` that tells these things besides what all pages share."""
        shared = (self.publisher, self.cut.is_sample, self.cut.attribution, self.cut.licence)
        return short_hash(repr((*shared, self.cut.classifier_version, told)).encode())

    def slotted(self, template: str, depth: int, section: str, **values: Any) -> str:
        """The same as `page`, with marks in place of what moves every day."""
        marks = {name: mark(name) for name in self.slots(depth)}
        return self.page(template, depth, section, reach=marks, **({"card": marks["card"]} | values))

    def _edition_card(self, depth: int) -> str:
        path = f"{self.latest.folder}/{CARD}"
        return self.publisher.address(path, f"{'../' * depth}{path}")

    def page(self, template: str, depth: int, section: str, *, section_page: bool = False, **values: Any) -> str:
        """A page so many folders below the top of the site, in a section of its navigation.

        `card` among the values is the address of the picture that a shared link to it shows: by default the card of
        the latest edition.
        """
        card = values.get("card") or self._edition_card(depth)
        return page(
            template,
            **({"latest": self.latest, "reach": self.reach} | values | {"card": card}),
            root="../" * depth,
            section=section,
            section_page=section_page,
            is_sample=self.cut.is_sample,
            cut=self.cut,
            publisher=self.publisher,
            held=self.held,
            year=self.latest.year,
        )
