"""Laws listed behind a purchase ask for nothing; a law by itself, or a line that asks beside it, does as before."""

import pytest

from classifier.engine import Engine

LAWS = ["Local Government Finance Act 1988", "Freedom of Information Act 2000", "Bribery Act 2010"]
ACT, WELSH = "Public Services (Social Value) Act 2012", "Well-being of Future Generations (Wales) Act 2015"


def kinds(engine: Engine, *lines: str) -> list[str]:
    [(_, found)] = engine.judge([("x", "\n".join(lines))])
    return [item.kind for item in found]


@pytest.mark.parametrize("mark", ["", "- ", "\u2022 ", "(a) ", "4. ", "the "])
@pytest.mark.parametrize(
    "opener", ["The consultant shall have regard to all legislation, including:", "Statutes that apply"]
)
def test_lines_of_laws_are_no_evidence(engine: Engine, opener: str, mark: str) -> None:
    assert (
        kinds(engine, opener, *(f"{mark}{law}" for law in (*LAWS, ACT, f"{WELSH} (where a site lies in Wales)"))) == []
    )


def test_another_line_among_laws_leaves_them_a_list(engine: Engine) -> None:
    assert kinds(engine, "Statutes that apply", LAWS[0], ACT, "UK GDPR", LAWS[1], LAWS[2]) == []


def test_the_act_by_itself_is_named(engine: Engine) -> None:
    assert kinds(engine, "Title: Grounds maintenance", ACT, "Two lots are let.") == ["mention"]


def test_a_line_that_asks_stays(engine: Engine) -> None:
    asks = "The supplier must deliver two apprenticeships as social value."
    assert kinds(engine, "Statutes that apply", *LAWS, ACT, asks) == ["requirement"]


@pytest.mark.parametrize(
    "text",
    [
        f"The provider must comply with all laws, such as the Equality Act 2010, the {ACT} and the Care Act 2014.",
        "Compliance with legislation: Equality Act 2010, Public Services (Social Value) Act 2012, Bribery Act 2010.",
    ],
)
def test_laws_that_everybody_keeps_ask_nothing(engine: Engine, text: str) -> None:
    assert kinds(engine, text) == []


def test_a_section_of_the_form_ends_the_reasons_for_leaving_it_out(engine: Engine) -> None:
    found = kinds(
        engine,
        "The Council does not intend to include any community benefit requirements in this contract for the following "
        "reason: the spend would not support any.",
        "VI.3 Note: to register your interest in this notice please visit the Public Contracts Scotland web site.",
    )
    assert found == ["excluded", "excluded"]
