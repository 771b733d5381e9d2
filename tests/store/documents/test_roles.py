"""Roles by title, by the type a notice states, and by text."""

import pytest

from store.documents.content import Block, Content, Part
from store.documents.expressions import expression, names
from store.documents.roles import ROLES, role_of, role_of_title

TITLES = {
    "Invitation to Tender": "itt",
    "ITT & Specification": "itt",
    "KHA ITT - Insurance - Final": "itt",
    "01 Tender Document.pdf": "itt",
    "Instructions to Tenderers v1 (Final)": "itt",
    "Request for Quotation": "itt",
    "Tender Support Document and Quality Questionnaire": "itt",
    "Evaluation criteria and weightings": "itt",
    "Document 2 - How we will evaluate tenders.pdf": "itt",
    "Part 3 Award Questionnaire Guidance": "itt",
    "ITT template": "itt",
    "Gwahoddiad i Dendr": "itt",
    "Invitation to Tender - Corrected tender submission deadline": "itt",
    "ITT Appendix C - Award Criteria": "itt",
    "ITT Appendix 3 - Pricing Schedule": "pricing",
    "ITT Response Template": "response_form",
    "Schedule 4 - Specification - v6": "specification",
    "Annex A - Statement of Requirement": "specification",
    "Service specification.docx": "specification",
    "Annex B1 - Draft Form of Contract": "contract",
    "Terms and Conditions": "contract",
    "Draft Framework Agreement (Contract), including Part 2: Specification": "contract",
    "Quality Questions": "response_form",
    "Method Statements": "response_form",
    "Form of Tender - to be completed and returned": "response_form",
    "SPD Document (Qualification Questionnaire)": "response_form",
    "Pricing Schedule (NORTH)": "pricing",
    "Road Markings BoQ": "pricing",
    "Bills of Quantities": "pricing",
    "Response to questions received 10-05-19": "clarification",
    "Clarification Log 3": "clarification",
    "Tender Bulletin No 2": "clarification",
    "Q&A": "clarification",
}


COMBINED = """
ITT and Response Document|Invitation to Tender and Response Document|Invitation to Quote and Supplier Response Form
Instructions and Response Document|Request for Quotation and Response Template|RFQ & Response Form.docx
ITT_and_Response_Doc_v2.docx|ITT incorporating Tender Response|Invitation to Tender (ITT) and Tender Response Document
Tender Documents and Response Form|Invitation to Tender & Form of Tender|Response Document and Invitation to Tender
ITT including Method Statements|Request for Proposal with Response Template|ITT and Pricing Schedule
Instructions to Tenderers and Tender Response Document|Invitation to Tender pack and questionnaire
Quality Response Evaluation Criteria|Technical Response Assessment Methodology|Schedule 3 Contract Award Criteria
"""
EVALUATING = """
Assessment Methodology|Award Criteria and Assessment Methodology|Conditions of Participation and Award Criteria
Scoring Scheme|Marking Scheme|Scoring Methods|Award Methodology|Assessment criteria|Tender Assessment|Assessment of Bids
MEAT criteria|MEAT evaluation|Weightings and scoring|Scoring Methodology and Weightings|Award Weightings
Methodoleg Asesu|Technical Evaluation Criteria|Social Value Evaluation Guide|Selection and Award Criteria
Mini Competition Invitation|Mini-Competition Brief|Further Competition Document|Further Competition Pack
Invitation to Further Competition|Procurement Information Document|Supplier Information Pack|Bidder Information Pack
DPS Entry Guide|Framework Application Guide|Section 1 - Instructions and Evaluation|Part 1 - Instructions|Instructions
"""
STILL = {
    "ITT Response Document": "response_form",
    "Response to ITT": "response_form",
    "Response to ITT and Specification": "response_form",
    "Invitation to Tender - Response Document": "response_form",
    "ITT Appendix B and Response Form": "response_form",
    "ITT Appendix B Method Statement Questions": "response_form",
    "ITT Questions and Response Form": "response_form",
    "Tender Response Document": "response_form",
    "Evaluation Criteria Response Form": "response_form",
    "Tenderer Response Form - Evaluation Criteria Questions": "response_form",
    "Mini-competition response form": "response_form",
    "Mini Competition Specification": "specification",
    "Supply of Meat Specification": "specification",
    "Terms of Reference": "specification",
    "Further Competition Pricing Schedule": "pricing",
    "Schedule 2 - Read with ITT and Pricing Document": "pricing",
    "Further Competition Call-Off Contract": "contract",
}


def _titles(rows: str) -> list[str]:
    return [title for row in rows.strip().split("\n") for title in row.split("|")]


@pytest.mark.parametrize("title", _titles(COMBINED))
def test_invitation_with_a_form_is_an_invitation(title: str) -> None:
    assert role_of_title(title) == "itt"


@pytest.mark.parametrize("title", _titles(EVALUATING))
def test_titles_of_how_tenders_are_evaluated(title: str) -> None:
    assert role_of_title(title) == "itt"


@pytest.mark.parametrize(("title", "role"), STILL.items())
def test_parts_and_answers_stay_what_they_are(title: str, role: str) -> None:
    assert role_of_title(title) == role


@pytest.mark.parametrize(("title", "role"), TITLES.items())
def test_role_of_a_title(title: str, role: str) -> None:
    assert role_of_title(title) == role


@pytest.mark.parametrize(
    "title",
    [
        *("Site plan", "Appendices", "Ward Maps", "Boiler House Layout Level 1", "Glossary", "A-14581", "TUPE list"),
        *("Risk Assessment Methodology", "Environmental Impact Assessment Methodology", "Needs Assessment"),
        *("Equality Impact Assessment", "Fresh Meat and Poultry", "Safety instructions", "TUPE information document"),
    ],
)
def test_title_that_says_nothing(title: str) -> None:
    assert role_of_title(title) is None
    assert role_of([title]) == "other"


def content(text: str) -> Content:
    return Content("pdf", [Part(1, [Block(text)])], 1)


INSTRUCTIONS = """Request for Proposals
Proposals must be received by the closing date. Late tenders are not opened.
Tenders will be evaluated against the award criteria. Clarification questions may be asked.
The authority reserves the right not to award. Canvassing leads to exclusion. Tenderers must read all documents.
"""


def test_text_tells_the_role_where_no_title_does() -> None:
    assert role_of([], None, content(INSTRUCTIONS)) == "itt"
    assert role_of(["Document 1"], None, content(INSTRUCTIONS)) == "itt"
    contract = "Conditions of contract\nThis agreement is made between the parties. Force majeure. Clause 3."
    assert role_of([], None, content(contract)) == "contract"
    form = "Name of tenderer: ____\nPlease complete all boxes. Maximum word count 500.\nYour response"
    assert role_of([], None, content(form)) == "response_form"
    assert role_of([], None, content("A map of wards.")) == "other"


def test_specification_that_holds_the_instructions_is_the_invitation() -> None:
    assert role_of(["Specification"], None, content(INSTRUCTIONS)) == "itt"
    assert role_of(["Specification"], None, content("The contractor shall deliver social value.")) == "specification"


def test_stated_type_counts_where_title_says_nothing() -> None:
    assert role_of(["Annex 2"], "technicalSpecifications") == "specification"
    assert role_of(["Invitation to Tender"], "contractDraft") == "itt"


def test_every_role_and_expression_is_known() -> None:
    from store.documents.roles import _signs

    assert {sign.role for signs in _signs().values() for sign in signs} <= set(ROLES)
    assert all(expression(name) for name in names())
