"""What the words for the procedure and the description say of frameworks, dynamic systems and concessions."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

# Words for the procedure, as Contracts Finder publishes them.
BOUGHT = (
    "Other - Competition via Framework",
    "Other: Competition under CCS framework RM6100",
    "Mini tender via framework",
    "Other: ESPO Framework 664",
    "Other - Drawdown from framework",
    "Other - Quotation under framework",
    "Other: G-Cloud",
    "Other - Call-Off Contract",
    "Other - Competed through YPO framework",
    "RFQ issued via the Pagabo framework",
    "Other: Direct Award (G-Cloud 13)",
    "Other - Digital Outcomes and Specialists",
    "Other: DOS5",
    "Other - Use of Existing Framework",
    "Other: CCS RM3830",
    "Tender from NHS SBS Framework",
    "Other - Awarded off framework",
    "Other: Further Comp",
    "Other - Secondary competition",
    "Other - Framework Call-Off",
    "Procured via ESPO",
    "Other - Fusion21 Framework mini competition",
    "Other - Request for Quote from Framework Suppliers",
    "Other - Framework direct award",
    "Compliant framework route",
)
CONCESSIONS = (
    "Other: Concession",
    "Other - Concession contract",
    "Other - Service Concession",
)
EITHER = (
    "Other - Framework",
    "Framework Agreement",
    "Other - DPS",
    "Restricted (framework)",
    "Other: Dynamic Purchasing System",
    "Other - DPS Call for Competition",
    "Other: Dynamic Market",
    "Dynamic Market procurement",
    "Other - Adam DPS",
    "Other: Framework agreement",
    "Other - framework (restricted)",
)
SET_UP_OR_NEITHER = (
    "Open procedure - framework establishment",
    "Other - Establishment of a Framework",
    "Other: Setting up a framework agreement",
    "Open tender for new framework agreement",
    "Other - Framework set up, open procedure",
    "Other: Open Framework",
    "Open procedure to appoint to framework",
    "Competitive Flexible Procedure",
    "Other - Open (single stage)",
    "Other: Request for Quotation",
    "Other - Establishing a DPS",
    "Other - Light touch regime",
    "Other - not a framework",
    "Other - Negotiated procedure without framework",
    "Open procedure (above threshold)",
)
# Sentences of descriptions.
FOR_THOSE_ON_A_FRAMEWORK = (
    "Bidders must already be on the CCS RM6100 framework.",
    "This opportunity is only open to suppliers on Lot 3 of the Pagabo framework.",
    "Only suppliers appointed to the framework may bid for this call off.",
    "The tender is restricted to framework suppliers.",
    "Only providers already on the Council's domiciliary care framework can respond.",
    "You must be an approved supplier on RM6187 to take part.",
    "This competition is closed to companies not on the YPO framework.",
    "Suppliers who are not on the framework will not be considered.",
    "Invitations have been issued to all members of the LHC framework.",
    "This is for existing framework providers only.",
    "Framework suppliers only.",
    "Open to organisations admitted to the Children's Services framework.",
    "Tenderers need to be appointed to Lot 2 of the framework agreement before they can bid.",
    "The opportunity is limited to contractors named on the regional framework.",
    "Bids are invited from suppliers on the NHS SBS framework.",
    "Applicants are required to be on the ESPO framework.",
)
FOR_ALL = (
    "We are setting up a framework; members will call off from the framework.",
    "The Council is establishing a framework. Only suppliers appointed to the framework may bid for later work.",
    "Suppliers who win a place on the new framework will be invited to bid.",
    "The Council may call off services as and when.",
    "Only suppliers on the electoral roll fra",
    "Bidders must work within the national qualifications framework.",
    "Suppliers must comply with the Council's performance framework.",
    "The provider will work to the outcomes framework of the NHS.",
    "Only organisations registered with the Care Quality Commission may bid.",
    "The successful bidder must be on site within the framework of the agreed plan.",
    "Bidders are invited to apply to join the framework.",
    "Providers on this framework will be invited to mini-competitions.",
)
PROCEDURES = {
    **dict.fromkeys(BOUGHT + CONCESSIONS, False),
    **dict.fromkeys(EITHER),
    **dict.fromkeys(SET_UP_OR_NEITHER, True),
}
SENTENCES = {**dict.fromkeys(FOR_THOSE_ON_A_FRAMEWORK), **dict.fromkeys(FOR_ALL, True)}
# What the title or the description says beside the bare word "Framework".
BESIDE = {
    ("Framework for translators", ""): True,
    ("Multi-supplier framework of grounds upkeep", ""): True,
    ("Upkeep of parks", "The council intends to set up a framework of four suppliers."): True,
    ("Upkeep of parks", "The council appoints a contractor."): None,
    ("Call-off from the grounds framework", ""): False,
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases at once, of a council on Contracts Finder; the words are the ocid."""
    with writer() as con:
        kent = buyer(con, "Kent County Council", source="contracts_finder")
        base = {**IN_SCOPE, "source": "contracts_finder", "buyer_id": kent, "published_at": at("2024-06-01")}
        for number, words in enumerate(PROCEDURES):
            notice(con, words, **base, title=f"Cleaning of hall {number}", procedure_details=words)
        for number, words in enumerate(SENTENCES):
            notice(
                con,
                words,
                **base,
                title=f"Upkeep of park {number}",
                description=f"{words} The offices are cleaned by night.",
            )
        for title, text in BESIDE:
            notice(con, title + text, **base, title=title, description=text, procedure_details="Other - Framework")
        derive(con)
        yield con


def scope_of(con: duckdb.DuckDBPyConnection, ocid: str) -> object:
    return rows(con, "SELECT is_in_scope FROM core.process_scope WHERE ocid = ?", [ocid])[0][0]


@pytest.mark.parametrize("words", PROCEDURES)
def test_procedure(derived: duckdb.DuckDBPyConnection, words: str) -> None:
    assert scope_of(derived, words) is PROCEDURES[words]


@pytest.mark.parametrize("words", SENTENCES)
def test_description(derived: duckdb.DuckDBPyConnection, words: str) -> None:
    assert scope_of(derived, words) is SENTENCES[words]


@pytest.mark.parametrize("words", BESIDE)
def test_a_bare_framework_is_told_by_the_rest(derived: duckdb.DuckDBPyConnection, words: tuple[str, str]) -> None:
    assert scope_of(derived, "".join(words)) is BESIDE[words]
