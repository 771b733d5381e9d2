"""Days of random events that come into a core: notices new, edited, withdrawn, judged, awarded; buyers that move.

Contracts with KPIs, documents that are listed or read, windows that portals are asked for, and registers come too.
"""

import contextlib
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from store.database import open_writer
from tests.store.builders import at, buyer, criterion, evidence, insert, notice

SOURCES = ("find_a_tender", "contracts_finder", "public_contracts_scotland", "ted")
TITLES = (
    "Provision of school meals to primary schools",
    "School meals for primary schools",
    "Grounds maintenance of parks, re-advertised",
    "Grounds maintenance of parks",
    "Advice line for carers in the north lot 1",
    "Advice line for carers in the north lot 2",
)
BUYERS = ("Kent County Council", "Glasgow City Council", "Glasgow CC", "Invented Care Trust", "Invented Care Trust Ltd")
SUPPLIERS = ("Invented Meals CIC", "Invented Parks Limited")
SENTENCES = (
    "Bidders must employ apprentices.",
    "bidders MUST employ apprentices",
    "Bidders say which benefits they bring to people who live near the site, and how these are measured.",
)
DAYS = ("2026-10-05", "2026-10-06", "2026-10-20", "2026-12-20")


class Days:
    """A core that days of random notices come into."""

    def __init__(self, con: duckdb.DuckDBPyConnection, moments: random.Random) -> None:
        self.con = con
        self.moments = moments
        self.made = 0

    def one_of(self, values: Any) -> Any:
        return self.moments.choice(list(values))

    def day(self) -> None:
        """Some events of one day."""
        for _ in range(self.moments.randint(0, 4)):
            self.one_of((*(self.add,) * 3, *self.events()))()

    def events(self) -> tuple[Callable[[], None], ...]:
        """What may happen to what is known."""
        said = (self.edit, self.withdraw, self.judge, self.award, self.rename)
        return (*said, self.contract, self.list_document, self.crawl, self.load_register)

    def add(self) -> None:
        """A notice, of a process that is new or known."""
        self.made += 1
        opened = self.one_of(DAYS)
        values = {
            "source": self.one_of(SOURCES),
            "stage": self.one_of(("tender", "tender", "tender_update", "award", "planning")),
            "title": self.one_of(TITLES),
            "published_at": self.one_of((at(opened), at(opened), None)),
            "deadline_at": self.one_of((at("2026-11-10"), at("2026-11-12"), None)),
            "description": self.one_of(("Meals are cooked on site.", "Parks are mown.", None)),
            "value_amount": self.one_of((300_000.0, 310_000.0, 1.0, None)),
            "main_category": self.one_of(("services", "works", None)),
            "cpv_code": self.one_of(("85000000", "45000000", None)),
            "cpv_codes": self.one_of(([], ["85000000", "85312000"])),
            "special_regimes": self.one_of(([], [], ["light_touch"])),
            "status": self.one_of((None, "active", "cancelled")),
            "word_count": self.one_of((10, 120)),
            "legal_basis": self.one_of((None, "32014L0024")),
            "procedure_details": self.one_of((None, "Below threshold - open competition")),
            "notice_url": f"https://portal.invalid/{self.made}",
            "canonical_url": self.one_of((None, None, f"https://portal.invalid/{self.moments.randint(1, 6)}")),
            "content_id": f"c{self.made}",
            "buyer_id": self.buyer(),
        }
        ocid = f"p{self.moments.randint(1, 8)}"
        notice(self.con, ocid, str(self.made), **values)
        if self.moments.random() < 0.3:
            criterion(self.con, "Social value", 10.0, ocid=ocid, release_id=str(self.made), source=values["source"])

    def buyer(self) -> str:
        name = self.one_of(BUYERS)
        number = self.one_of(("", "1", "2"))
        return buyer(
            self.con,
            name,
            buyer_id=f"{name}{number}",
            identifier_scheme="GB-COH" if number else None,
            identifier=f"0123456{number}" if number else None,
            postal_code=self.one_of(("ME14 1XQ", "G2 1DU", None)),
        )

    def any_notice(self) -> tuple[str, str, str] | None:
        rows = self.con.execute(
            "SELECT source, ocid, release_id FROM core.notice WHERE NOT starts_with(ocid, 'steady') ORDER BY ALL"
        ).fetchall()
        return self.one_of(rows) if rows else None

    def edit(self) -> None:
        if found := self.any_notice():
            column, value = self.one_of(
                (
                    ("title", self.one_of(TITLES)),
                    ("value_amount", 5e6),
                    ("deadline_at", at("2026-10-25")),
                    ("status", "cancelled"),
                )
            )
            where = "source = ? AND ocid = ? AND release_id = ?"
            self.con.execute(f"UPDATE core.notice SET {column} = ? WHERE {where}", [value, *found])

    def withdraw(self) -> None:
        if found := self.any_notice():
            for table in ("notice", "criterion", "evidence", "passage"):
                self.con.execute(f"DELETE FROM core.{table} WHERE source = ? AND ocid = ? AND release_id = ?", found)

    def judge(self) -> None:
        if found := self.any_notice():
            source, ocid, release_id = found
            self.made += 1
            evidence(
                self.con,
                self.one_of(("R1", "R2", "R3", "R5")),
                passage_id=f"made-{self.made}",
                ocid=ocid,
                release_id=release_id,
                source=source,
                path=f"/tender/{self.made}",
                text=self.one_of(SENTENCES),
            )

    def award(self) -> None:
        if found := self.any_notice():
            source, ocid, release_id = found
            self.made += 1
            key = {"source": source, "ocid": ocid, "release_id": release_id}
            insert(
                self.con,
                "raw.award_said",
                **key,
                award_id=self.one_of(("a1", "a2")),
                position=self.made,
                path=f"/awards/{self.made}",
                status=self.one_of(("active", "cancelled")),
                lots=[],
                value_amount=self.one_of((100.0, 2e5, None)),
            )

    def contract(self) -> None:
        """A contract with a KPI, of an award whose supplier is named."""
        if found := self.any_notice():
            self.made += 1
            key = dict(zip(("source", "ocid", "release_id"), found, strict=True))
            path = f"/contracts/{self.made}"
            insert(
                self.con,
                "raw.contract_said",
                **key,
                contract_id=f"c{self.made}",
                award_id="a1",
                path=path,
                signed_at=at(self.one_of(DAYS)),
                has_kpis=True,
            )
            insert(self.con, "raw.kpi_said", **key, contract_id=f"c{self.made}", kpi_id="1", path=path, title="Jobs")
            supplier = self.one_of(SUPPLIERS)
            insert(self.con, "raw.award_supplier_said", **key, award_id="a1", supplier_id=supplier)
            if not self.con.execute("SELECT 1 FROM core.supplier WHERE supplier_id = ?", [supplier]).fetchall():
                values = {"name": supplier, "other_identifiers": [], "is_person": False, "may_be_organisation": True}
                insert(self.con, "core.supplier", supplier_id=supplier, source=found[0], **values)

    def list_document(self) -> None:
        """A notice lists a document, which may have been read."""
        if found := self.any_notice():
            self.made += 1
            insert(
                self.con,
                "core.document",
                **dict(zip(("source", "ocid", "release_id"), found, strict=True)),
                document_id=f"d{self.made}",
                role=self.one_of(("itt", "other")),
                role_basis="title",
                format="pdf",
                place="attachment",
                status=self.one_of(("read", "not_asked")),
                listed_at=at(self.one_of(DAYS)),
                stratum="all",
                inclusion_probability=0.5,
                is_drawn=True,
                is_sample=False,
            )

    def crawl(self) -> None:
        """A day of a portal is asked for, with or without success."""
        self.made += 1
        begin = at(self.one_of(DAYS)) + timedelta(minutes=self.made)
        insert(
            self.con,
            "core.crawl_window",
            source=self.one_of(SOURCES),
            window_from=begin,
            window_until=begin + timedelta(days=7),
            state=self.one_of(("complete", "failed")),
            is_proven=True,
            missing_ids=[],
            release_count=1,
            page_count=1,
        )

    def load_register(self) -> None:
        """A register of charities comes in, or a later one; a supplier stands in it, or not any more."""
        day = date.fromisoformat(self.one_of(DAYS))
        register = {"register": "charity_commission", "snapshot": day}
        self.con.execute("DELETE FROM core.register_snapshot WHERE snapshot = ?", [day])
        self.con.execute("DELETE FROM core.supplier_match WHERE snapshot = ?", [day])
        values = {"bodies": 1, "names": 1, "checksum": "made", "origin": "made", "loaded_at": at(self.one_of(DAYS))}
        insert(self.con, "core.register_snapshot", **register, **values)
        if self.moments.random() < 0.7:
            supplier = self.one_of(SUPPLIERS)
            values = {"name": supplier, "status": self.one_of(("charity", "cic")), "method": "exact_name", "score": 1.0}
            insert(self.con, "core.supplier_match", supplier_id=supplier, register_id="1", **register, **values)

    def rename(self) -> None:
        """A buyer is published with another address."""
        rows = self.con.execute("SELECT buyer_id FROM core.buyer ORDER BY ALL").fetchall()
        if rows:
            place = self.one_of(("SW1A 2AA", None))
            self.con.execute("UPDATE core.buyer SET postal_code = ? WHERE buyer_id = ?", [place, self.one_of(rows)[0]])


def derived(con: duckdb.DuckDBPyConnection, derive: Callable[[duckdb.DuckDBPyConnection], str | None]) -> str | None:
    """Derive, and match suppliers with the registers as before: deriving everything leaves that to do."""
    tables = ("register_snapshot", "supplier_match")
    for table in tables:
        con.execute(f"CREATE OR REPLACE TEMP TABLE made_{table} AS FROM core.{table}")
    reason = derive(con)
    for table in tables:
        con.execute(f"DELETE FROM core.{table}")
        con.execute(f"INSERT INTO core.{table} FROM made_{table}")
    return reason


@contextlib.contextmanager
def days_in_copy(home: Path, to: Path) -> Iterator[Days]:
    """A copy of a home, its writer open, into which days come."""
    shutil.copytree(home, to, symlinks=True)
    with open_writer(to) as con:
        days = Days(con, random.Random(7))
        days.made = 100
        yield days
