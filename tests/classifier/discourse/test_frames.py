"""Passages that take their kind from those before them."""

import pytest

from tests.classifier.conftest import Judge


def kinds(judge: Judge, text: str) -> list[str]:
    return [item.kind for item in judge(text)]


def test_items_take_the_kind_of_their_opener(judge: Judge) -> None:
    text = "Bidders must deliver community benefits, including:\n- work placements\n- support for charities"
    assert kinds(judge, text) == ["requirement"] * 3


def test_items_of_a_scored_list_are_scored(judge: Judge) -> None:
    text = "Social value will be evaluated on the following:\n- apprenticeships\n- local suppliers"
    assert kinds(judge, text) == ["criterion"] * 3


def test_reason_after_an_exclusion(judge: Judge) -> None:
    text = (
        "The Contracting Authority does not intend to include any community benefit requirements for the following "
        "reason:\nLow value"
    )
    assert kinds(judge, text) == ["excluded", "excluded"]


def test_included_after_a_reason_is_read_on_its_own(judge: Judge) -> None:
    text = (
        "The Contracting Authority does not intend to include a sub-contract clause for the following reason: Small "
        "contract Community benefits are included in this requirement."
    )
    assert kinds(judge, text) == ["excluded", "excluded", "requirement"]


def test_heading_over_a_duty(judge: Judge) -> None:
    assert kinds(judge, "Social Value\nThe contractor must recruit apprentices.") == ["mention", "requirement"]


@pytest.mark.parametrize(
    ("follower", "kind"),
    [
        ("This will be evaluated.", "criterion"),
        ("Responses will be scored out of five.", "criterion"),
        ("It will not be scored.", "excluded"),
        ("Bidders are to complete and return this form.", "requirement"),
    ],
)
def test_a_later_sentence_points_back(judge: Judge, follower: str, kind: str) -> None:
    text = f"Under the Public Services (Social Value) Act 2012 the authority asks for an offer. {follower}"
    found = judge(text)[-1]
    assert (found.kind, found.act_named) == (kind, True)


def test_a_pointer_entered_in_a_template_is_part_of_it(judge: Judge) -> None:
    pointer = "See the Social Value Matrix"
    assert kinds(judge, pointer) == ["mention"]
    assert kinds(judge, f"The Community Benefits included in this contract are: {pointer}") == ["requirement"] * 2


def test_an_unrelated_sentence_stays_out(judge: Judge) -> None:
    assert len(judge("The Council is committed to social value. The site has two lifts. Tenders close on Friday.")) == 1


def test_the_end_of_a_template_ends_its_list(judge: Judge) -> None:
    text = "A summary of the expected community benefits has been provided as follows: jobs (SC Ref:1) New apprentices"
    assert [item.text for item in judge(text)] == [
        "A summary of the expected community benefits has been provided as follows:",
        "jobs",
    ]


def test_regeneration_is_a_requirement_beside_community_benefits(judge: Judge) -> None:
    alone = (
        "The contractor will be required to participate actively in the economic and social regeneration of the area."
    )
    assert kinds(judge, alone) == ["theme_only"]
    assert kinds(judge, f"The Council promotes community benefits. {alone}") == ["mention", "requirement"]


@pytest.mark.parametrize(
    "question",
    [
        "Q3. Set out the social value that residents of the valley will see.",
        "Describe how you will bring work placements to pupils of the town.",
        "Bidders must explain how they will volunteer with community groups.",
    ],
)
def test_question_under_a_row_with_its_weight(judge: Judge, question: str) -> None:
    evidence = judge(f"Community benefits 10%\n{question}\nPrice 90%")
    assert [(item.kind, item.rule) for item in evidence] == [
        ("criterion", "criterion.weight"),
        ("criterion", "criterion.answer"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A Community Benefits Delivery Plan (CBDP) is asked for. The CBDP shall be revised each spring.",
            "requirement",
        ),
        ("The Social Value Return (SVR) is in the pack. Tenderers must fill in the SVR.", "requirement"),
        (
            "Bidders use the Kindness Wheel, the Board's community benefits menu. The Kindness Wheel must be used.",
            "requirement",
        ),
        ("Suppliers choose social value measures from a list. Measures not delivered will be charged.", "requirement"),
        ("Manteision cymunedol (MC): rhaid i'r cyflenwr gynnig MC. Caiff MC eu monitro bob blwyddyn.", "requirement"),
        ("Training and Local Work (TLW) is our community benefit. TLW has a weighting of 15%.", "criterion"),
        ("Social value pledges (SVPs) bind those who make them. SVPs will be checked each month.", "requirement"),
        ("Social value (SV) is scored at 10%. Your SV answer becomes a term of the contract.", "requirement"),
    ],
)
def test_what_follows_a_name_of_its_own_keeps_its_kind(judge: Judge, text: str, kind: str) -> None:
    assert judge(text)[-1].kind == kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Social Value\nSocial value will not be scored for this lot.", ["excluded", "excluded"]),
        ("Social Value Requirements\nSocial value will not be scored for this lot.", ["requirement", "excluded"]),
        ("Social Value\nBidders must complete the social value form.", ["mention", "requirement"]),
    ],
)
def test_a_bare_heading_is_denied_with_what_it_names(judge: Judge, text: str, found: list[str]) -> None:
    assert kinds(judge, text) == found
