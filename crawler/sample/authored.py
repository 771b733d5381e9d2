"""The sample notices as authored: the TOML files beside this module, checked on reading.

Every body, supplier and procurement in them is invented. Times are UK local time, as the portals print them.
"""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

_FOLDER = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")
Level = Literal["R0", "R1", "R0n", "R2", "R2c", "R2b", "R2a", "R3", "R4", "R5", "R5+"]
# A weight given as a number becomes `numbers`, one given as words becomes `description`: the two published shapes.
Criterion = tuple[Literal["quality", "cost", "price"], str, float | int | str]


class _Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Authority(_Authored):
    """A buyer. `region` is an ITL code as published, `domain` the stem of its fictional internet names."""

    name: str
    ppon: str
    street: str
    locality: str
    postal_code: str
    region: str
    country: str
    domain: str
    has_contact: bool = False
    ca_type: Literal[
        "publicAuthorityCentralGovernment",
        "publicAuthoritySubCentralGovernment",
        "publicUndertaking",
        "privateUtility",
    ] = "publicAuthoritySubCentralGovernment"
    ted_type: str = "REGIONAL_AUTHORITY"
    devolved: Literal["GB-WLS", "GB-SCT", "GB-NIR"] | None = None


class Lot(_Authored):
    """One lot; `value` excludes VAT."""

    title: str
    description: str
    value: float | None = None
    criteria: list[Criterion] = []


class Supplier(_Authored):
    """Who wins, and the numbers under which the sample registers hold it; without any it stands in none of them.

    `published_as` is how notices spell the name, `former_name` one that the company had before.
    """

    name: str
    published_as: str = ""
    former_name: str = ""
    street: str
    locality: str
    postal_code: str
    country: str = "England"
    company: str = ""
    category: str = "Private Limited Company"
    charity: str = ""
    charity_type: str = "Charitable company"
    society: str = ""
    society_kind: str = "Co-operative Society"
    housing: str = ""
    scottish: str = ""
    northern: str = ""
    scale: Literal["sme", "large"] = "sme"
    is_vcse: bool = False

    @property
    def spelling(self) -> str:
        """The name as notices have it."""
        return self.published_as or self.name


class Event(_Authored):
    """A further release of a process: before its tender notice (engagement, planned) or after it.

    `ratings` are the title of a metric, the class and what the notice says; `failures` a title and what it says. The
    metrics of a change are those that are left.
    """

    kind: Literal[
        "engagement", "planned", "update", "cancellation", "award", "contract", "performance", "change", "termination"
    ]
    at: datetime
    text: str = ""
    description: str = ""
    note: str = ""
    deadline: datetime | None = None
    criteria: list[Criterion] = []
    suppliers: list[str] = []
    value: float | None = None
    metrics: list[tuple[str, str]] = []
    no_metrics_reason: str = ""
    ratings: list[tuple[str, str, str]] = []
    failures: list[tuple[str, str]] = []


class Process(_Authored):
    """One contracting process.

    `expected_level` is the level its tender notice and updates up to the deadline support, judged by hand; null when
    no notice opens a competition. `scope_note` says what is special about the process under the Act. A process also
    put on Contracts Finder has a twin there, with the same words but no criteria, published at `twin_published` and
    supporting `twin_level`.
    """

    key: str
    buyer: str
    source: Literal["find_a_tender", "contracts_finder"] = "find_a_tender"
    title: str
    description: str
    note: str = ""
    cpv: list[str]
    category: Literal["services", "goods", "works"] = "services"
    legal_basis: str = "2023/54"
    reference: str = ""
    value: float | None = None
    currency: str = "GBP"
    vat_rate: float = 0.2
    is_above_threshold: bool = True
    special_regime: list[str] = []
    method: Literal["open", "selective", "limited", "direct"] = "open"
    method_details: str = "Open procedure"
    published: datetime | None = None
    is_second_hour: bool = False
    open_weeks: int = 5
    starts: date
    months: int = 36
    lots: list[Lot] = []
    criteria: list[Criterion] = []
    weight_kind: Literal["percentageExact", "pointsExact", "order"] = "percentageExact"
    criteria_text: str = ""
    performance_terms: str = ""
    financial_terms: str = ""
    selection: list[tuple[Literal["economic", "technical", "suitability"], str]] = []
    renewal: str = ""
    options: str = ""
    recurrence: str = ""
    risks: str = ""
    framework_suppliers: int | None = None
    is_dynamic: bool = False
    documents: list[tuple[str, str]] = []
    canonical: str = ""
    language: Literal["en", "cy"] = "en"
    expected_level: Level | None = None
    scope_note: str
    twin_published: datetime | None = None
    twin_level: Level | None = None
    events: list[Event] = []


def local(moment: datetime, *, is_second_hour: bool = False) -> datetime:
    """Give a UK local time its zone; `is_second_hour` means the hour repeated when the clocks go back."""
    return moment.replace(tzinfo=LONDON, fold=int(is_second_hour))


def in_order(processes: Sequence[Process]) -> list[tuple[datetime, Process, Event | None]]:
    """Moment, process and event of every release, oldest first; the event is None for the opening notice."""
    notices: list[tuple[datetime, Process, Event | None]] = []
    for process in processes:
        if process.published:
            notices.append((local(process.published, is_second_hour=process.is_second_hour), process, None))
        notices.extend((local(event.at), process, event) for event in process.events)
    return sorted(notices, key=lambda notice: (notice[0].timestamp(), notice[1].key))


def printed(moment: datetime) -> str:
    """An instant as the portals print it: with the UK offset in summer, with Z in winter."""
    return moment.isoformat().replace("+00:00", "Z")


def closing(published: datetime, weeks: int) -> datetime:
    """Closing time for tenders: noon UK time, a whole number of weeks after publication."""
    return published.replace(hour=12, minute=0, second=0, fold=0) + timedelta(weeks=weeks)


def contract_period(process: Process) -> dict[str, str]:
    """First instant of the first day to the last second of the last."""
    index = process.starts.month - 1 + process.months
    after = date(process.starts.year + index // 12, index % 12 + 1, process.starts.day)
    first = datetime.combine(process.starts, time.min, LONDON)
    last = datetime.combine(after - timedelta(days=1), time(23, 59, 59), LONDON)
    return {"startDate": printed(first), "endDate": printed(last)}


def load_authorities() -> dict[str, Authority]:
    """Read the authorities, by key."""
    rows: dict[str, Any] = {}
    for path in sorted((_FOLDER / "authorities").glob("*.toml")):
        rows |= tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: Authority.model_validate(row) for key, row in rows.items()}


def load_cpv() -> dict[str, str]:
    """Read the CPV descriptions used, by code."""
    return tomllib.loads((_FOLDER / "cpv.toml").read_text(encoding="utf-8"))


def load_suppliers() -> list[Supplier]:
    """Read all bodies of the sample registers and all suppliers."""
    rows = tomllib.loads((_FOLDER / "suppliers.toml").read_text(encoding="utf-8"))["supplier"]
    return [Supplier.model_validate(row) for row in rows]


@cache
def _suppliers_by_name() -> dict[str, Supplier]:
    return {supplier.name: supplier for supplier in reversed(load_suppliers())}


def supplier_of(name: str) -> Supplier:
    """The supplier of a name; of several bodies of one name the one that comes first."""
    return _suppliers_by_name()[name]


def _awards() -> dict[str, list[Any]]:
    """Events of awards.toml by the key of their process."""
    found: dict[str, list[Any]] = {}
    for row in tomllib.loads((_FOLDER / "awards.toml").read_text(encoding="utf-8"))["award"]:
        found.setdefault(row.pop("process"), []).append({"kind": "award"} | row)
    return found


def load_processes() -> list[Process]:
    """Read all processes, in the order of the files' names."""
    processes: list[Process] = []
    awards = _awards()
    for path in sorted((_FOLDER / "processes").glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["process"]
        for row in rows:
            row.setdefault("events", []).extend(awards.get(row["key"], []))
        authored = [Process.model_validate(row) for row in rows]
        processes.extend(authored)
        processes.extend(_twin(process) for process in authored if process.twin_published)
    return processes


def _twin(process: Process) -> Process:
    changes: dict[str, Any] = {
        "key": f"{process.key}-twin",
        "source": "contracts_finder",
        "published": process.twin_published,
        "expected_level": process.twin_level,
        "scope_note": f"Duplicate of {process.key} on the other portal.",
        "events": [],
    }
    return process.model_copy(update=changes)
