"""Where each register is published, and how it may be asked: section `[registers]` of the settings."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, HttpUrl, TypeAdapter

from crawler.errors import CrawlerError
from crawler.setting_values import Section

_HTTP_URL = TypeAdapter(HttpUrl)
MONTH = "{month}"  # stands for the first day of a month, as 2026-11-01


def _address(value: str) -> str:
    if value:
        _HTTP_URL.validate_python(value.replace(MONTH, "2026-11-01"))
    return value


Address = Annotated[str, AfterValidator(_address)]
REGISTERS = ("charity_commission", "companies_house", "mutuals", "oscr", "ccni", "housing")


class Registers(Section):
    """Section `[registers]`: an address for each register, empty for none, and how they are asked.

    Attributes:
        delay: seconds between the starts of two requests.
        max_bytes: a larger file is refused.
    """

    charity_commission: Address = (
        "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/json/publicextract.charity.zip"
    )
    companies_house: Address = f"https://download.companieshouse.gov.uk/BasicCompanyDataAsOneFile-{MONTH}.zip"
    mutuals: Address = "https://fcastoragemprprod.blob.core.windows.net/societylist/SocietyList.csv"
    oscr: Address = "https://www.oscr.org.uk/umbraco/Surface/FormsSurface/CharityRegDownload"
    ccni: Address = "https://www.charitycommissionni.org.uk/umbraco/api/charityApi/ExportSearchResultsToCsv/?include=Linked&include=Removed"
    housing: Address = ""  # a workbook under a new address each month: load it by hand
    delay: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 2
    max_bytes: Annotated[int, Field(gt=0)] = 2 * 1024 * 1024 * 1024

    def address(self, register: str) -> str:
        """Address of a register; empty for none."""
        return str(getattr(self, register))

    def names(self, wanted: list[str]) -> list[str]:
        """The registers named, or all that have an address.

        Raises:
            CrawlerError: one is unknown or has no address.
        """
        for name in wanted:
            if name not in REGISTERS:
                raise CrawlerError(f"there is no register {name!r}: choose from {', '.join(REGISTERS)}")
            if not self.address(name):
                raise CrawlerError(f"no address is set for {name}: set one in [registers], or load its file by hand")
        return wanted or [name for name in REGISTERS if self.address(name)]
