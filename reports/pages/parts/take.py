"""What a reader may take from a chart: its data, its picture, a way to cite it, and code to set it into a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from reports.charts.picture import Caption, framed
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.render import chart_colours, csv_text, drawing
from reports.words.wording import day


@dataclass(frozen=True)
class Told:
    """A chart in words: its message, what it shows, and a sentence that can be quoted alone."""

    title: str
    subtitle: str
    finding: str


@dataclass(frozen=True)
class Chart:
    """A chart by name with its words, its drawings for wide and narrow screens, and the rows it draws."""

    name: str
    told: Told
    drawings: dict[str, str]
    rows: Sequence[dict[str, Any]]
    has_png: bool = True


@dataclass(frozen=True)
class Figure:
    """A chart where it stands: in a folder of the site, with the words to cite it by.

    `beside` is the way from the page to its files, empty or ending in a slash.
    """

    chart: Chart
    folder: str
    beside: str
    address: str
    source: str
    citation: str
    is_sample: bool

    @property
    def wide(self) -> Markup:
        """The drawing for wide screens."""
        return drawing(self.chart.drawings["wide"])

    @property
    def narrow(self) -> Markup:
        """The drawing for narrow screens."""
        return drawing(self.chart.drawings["narrow"])

    @property
    def embed(self) -> str:
        """Code that shows the picture in another page, with a link back."""
        picture = f"{self.address.rpartition('/')[0]}/{self.beside}{self.chart.name}.svg"
        return (
            f'<a href="{escape(self.address)}"><img src="{escape(picture)}" alt="{escape(self.chart.told.finding)}" '
            f'style="max-width:100%"></a>'
        )

    @property
    def card(self) -> str:
        """The address of its PNG, which a shared link to the page shows."""
        folder = f"{self.address.rpartition('/')[0]}/" if "://" in self.address else ""
        return f"{folder}{self.beside}{self.chart.name}.png"

    def files(self) -> Iterator[tuple[str, str | Picture]]:
        """The data as CSV, and the picture as SVG and PNG with the source inside."""
        path, told = f"{self.folder}/{self.beside}{self.chart.name}", self.chart.told
        if self.chart.rows:
            yield f"{path}.csv", csv_text(self.chart.rows, is_sample=self.is_sample)
        picture = framed(
            self.chart.drawings["wide"],
            Caption(told.title, told.subtitle, self.source, self.is_sample),
            chart_colours(),
        )
        yield f"{path}.svg", picture
        if self.chart.has_png:
            yield f"{path}.png", Picture(picture)


def figure(common: Common, folder: str, chart: Chart, beside: str = "") -> Figure:
    """A chart of the page in a folder of the site."""
    address = common.publisher.address(f"{folder}/index.html", f"{folder}/index.html")
    until = common.cut.data_until
    made = f"Social Value Monitor, edition {common.latest.week}, data until"
    coverage = f"{common.latest.coverage_cited} " if common.latest.coverage_cited else ""
    sample = "Sample data, invented. " if common.cut.is_sample else ""
    return Figure(
        chart=chart,
        folder=folder,
        beside=beside,
        address=address,
        # A picture tells the month alone: it stands while what it draws does, and is true of each day of the month.
        source=f"Source: {made} {until:%B %Y}. {address}",
        citation=f"{chart.told.finding} {coverage}{sample}Source: {made} {day(until)}. {address}#chart-{chart.name}",
        is_sample=common.cut.is_sample,
    )
