"""What a whole text says of its evaluation, read once however many weights ask for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.marks import total_weighted_score
from classifier.weights.score_sheets.names import is_price, is_umbrella
from classifier.weights.score_sheets.rows import rows_of
from classifier.weights.wholes import quality_share, to_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_PRICE = expression("price")
_PRICE_UNSCORED = expression("price_unscored")
_QUALITY_COLUMN = expression("quality_column")
_QUALITY_LIST = expression("quality_list")
_IN_PERCENT = expression("weights_in_percent")
_TOTAL_POINTS = expression("total_points")
MAX_SPLIT = 200  # characters of a passage that says how price and quality are split
WHOLE = 100


class Around:
    """The passages of one text, and what they say of price, of quality and of all points."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages

    @cached_property
    def text(self) -> str:
        """The words of all passages."""
        return " ".join(passage.clean for passage in self.passages)

    @cached_property
    def quality_share(self) -> float | None:
        """What quality as a whole is worth in per cent, in words."""
        told = (quality_share(passage.clean) for passage in self.passages)
        return next((share for share in told if share is not None), None) or quality_share(self.text)

    @cached_property
    def quality_split(self) -> float | None:
        """What quality as a whole is worth in per cent, by a list or ratio: `price/quality 60:40`."""
        for passage in self.passages:
            found = rows_of(passage.clean) if len(passage.clean) <= MAX_SPLIT else None
            rows = found.rows if found is not None else ()
            if any(is_price(row.label) for row in rows) and sum(row.value or 0 for row in rows) == WHOLE:
                quality = next((row.value for row in rows if is_umbrella(row.label)), None)
                if quality:
                    return quality
        return None

    @cached_property
    def total_weighted_score(self) -> float | None:
        """The total of all weighted scores."""
        return total_weighted_score(self.text) if "eighted " in self.text else None

    @cached_property
    def is_price_unscored(self) -> bool:
        """Whether price is said to carry no marks."""
        return _PRICE_UNSCORED.search(self.text) is not None

    @cached_property
    def is_price_named(self) -> bool:
        """Whether price is named at all."""
        return _PRICE.search(self.text) is not None

    @cached_property
    def is_list_of_quality(self) -> bool:
        """Whether the weights are said to be those of quality alone."""
        return _QUALITY_LIST.search(self.text) is not None

    @cached_property
    def is_column_of_quality(self) -> bool:
        """Whether the head of a column says that its weights are shares of quality."""
        short = (passage.clean for passage in self.passages if len(passage.clean) <= MAX_SPLIT)
        return any(_QUALITY_COLUMN.search(text) is not None for text in short)

    @cached_property
    def is_in_percent(self) -> bool:
        """Whether a heading says that the weights are in per cent: `Matrix of weights (per cent of total)`."""
        short = (passage.clean for passage in self.passages if len(passage.clean) <= MAX_SPLIT)
        return any(_IN_PERCENT.match(text) is not None for text in short)

    @cached_property
    def total_points(self) -> float | None:
        """The one total of points that is stated."""
        found = list(_TOTAL_POINTS.finditer(self.text))
        told = {to_number(value) for match in found for key in "acde" if (value := match[key])}
        named = {to_number(match["b"]) for match in found if match["b"]}  # `Quality: 800 marks` may be a part
        totals = told if len(told) == 1 else told | named
        return totals.pop() if len(totals) == 1 else None
