"""The seam between rules and model: rules stand but where the model has earned it, and say how sure they are."""

from collections.abc import Sequence

import pytest

from classifier.engine import Engine
from classifier.evidence import KINDS, Criterion, Evidence
from classifier.model.opinion import Calibration, Opinion

MENTION = "Social value matters to the council."
CRITERION = "Social value will be evaluated and carries 10% of the total marks."
UNNAMED = "Bidders should describe their approach to responsible business."
NAMED = "Bidders must offer apprenticeships."
THEME = "The local apprenticeship offer is described elsewhere in general terms by our partners and the college."


class Oracle:
    """A model that says the same of every passage, and remembers what it was asked."""

    version = "test"
    calibration = Calibration()

    def __init__(
        self, kind: str, probability: float, overrules: Sequence[tuple[str, str]] = (), themes: tuple[str, ...] = ()
    ) -> None:
        rest = (1 - probability) / (len(KINDS) - 1)
        self._opinion = Opinion({name: probability if name == kind else rest for name in KINDS})
        self.overrules = dict.fromkeys(overrules, 0.9)
        self._themes = themes
        self.asked: list[tuple[str, ...]] = []

    def opinions(self, passages: Sequence[tuple[str, ...]]) -> Sequence[Opinion]:
        self.asked += passages
        return [self._opinion for _ in passages]

    def themes(self, texts: Sequence[str]) -> Sequence[tuple[str, ...]]:
        return [self._themes for _ in texts]


def judged(oracle: Oracle, text: str) -> list[Evidence]:
    return next(iter(Engine(oracle).judge([("x", text)])))[1]


def test_a_model_stands_against_a_rule_where_it_has_earned_it() -> None:
    [found] = judged(Oracle("requirement", 0.95, [("named", "requirement")]), MENTION)
    assert (found.kind, found.rule) == ("requirement", "requirement.model")
    assert "the model says requirement with probability 0.95; the rule mention.concept said named" in found.trail


@pytest.mark.parametrize(
    ("probability", "overrules"),
    [(0.6, [("mention", "requirement")]), (0.95, []), (0.95, [("criterion", "requirement")])],
)
def test_a_hesitant_or_unproven_model_is_not_heard(probability: float, overrules: list[tuple[str, str]]) -> None:
    assert judged(Oracle("requirement", probability, overrules), MENTION)[0].kind == "mention"


def test_a_portal_s_own_wording_is_beyond_doubt() -> None:
    text = "Community benefits are included in this requirement."
    [found] = judged(Oracle("criterion", 0.99, [("requirement", "criterion")]), text)
    assert found.rule.startswith("requirement.template_")


def test_where_it_is_not_heard_it_disputes() -> None:
    [found] = judged(Oracle("requirement", 0.95), MENTION)
    assert (found.kind, found.second_kind) == ("mention", "requirement")
    assert "disputed: the model holds requirement to be likelier" in found.trail


def test_a_kind_read_beside_its_weight_has_the_score_of_that_kind() -> None:
    text = "How will you create social value for residents?\n(10% of total marks)"
    [found] = judged(Oracle("criterion", 0.9), text)
    assert (found.kind, found.rule, found.score) == ("criterion", "criterion.weight", 0.9)
    assert not any("disputed" in each for each in found.trail)


def test_the_score_is_the_chance_of_the_kind_that_stands() -> None:
    assert judged(Oracle("criterion", 0.9), CRITERION)[0].score == 0.9
    assert judged(Oracle("mention", 0.9), CRITERION)[0].score == 0.02


def test_a_score_follows_the_calibration() -> None:
    assert Calibration().score(0.3) == 0.3
    assert Calibration(offset=1.0).score(0.3) > 0.3
    assert 0 <= Calibration(slope=5).score(0.0) < Calibration(slope=5).score(1.0) <= 1


def test_an_award_criterion_has_a_score_too() -> None:
    criteria = [Criterion("/x", None, "quality", "Social value", None, ((10, "percentageExact"),))]
    [(_, found)] = Engine(Oracle("criterion", 0.9)).judge_criteria(criteria)[1]
    assert (found.score, found.second_kind) == (0.9, "criterion")


def test_without_a_model_the_rule_has_its_own_figure() -> None:
    [(_, [found])] = Engine().judge([("x", MENTION)])
    assert (found.score, found.second_kind) == (0.8, None)


def test_a_model_that_may_find_evidence_is_asked_of_what_names_social_value() -> None:
    subject = "Social value evaluation for the council."
    assert judged(Oracle("mention", 0.95), subject) == []
    assert judged(Oracle("mention", 0.95, [("none", "mention")]), subject)[0].kind == "mention"


def test_no_model_makes_social_value_of_other_words() -> None:
    assert judged(Oracle("criterion", 1.0, [("none", "criterion")]), THEME) == []


OPEN = "Insurers are asked to tell us what makes their workplaces safe from theft and abuse."
LEFT_OPEN = [("open", "theme_only")]


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        (OPEN, ("crime_safety",)),
        ("Insurers are asked to tell us what makes their workplaces fair to disabled people.", None),
    ],
)
def test_a_model_answers_where_the_rules_leave_it_open(text: str, themes: tuple[str, ...] | None) -> None:
    assert judged(Oracle("theme_only", 0.95), text) == []
    [found] = judged(Oracle("theme_only", 0.95, LEFT_OPEN), text)
    assert (found.kind, found.rule) == ("theme_only", "theme_only.model")
    assert themes is None or found.themes == themes
    assert any("the rule none.open said open" in line for line in found.trail)


UNASKED = "Care leavers are guaranteed an interview for each vacancy that comes up."


def test_it_may_be_asked_of_any_words_on_a_theme() -> None:
    assert judged(Oracle("theme_only", 0.95, LEFT_OPEN), UNASKED) == []
    [found] = judged(Oracle("theme_only", 0.95, [("theme", "theme_only")]), UNASKED)
    assert (found.kind, found.rule) == ("theme_only", "theme_only.model")


def test_it_is_not_asked_of_the_theme_that_is_bought() -> None:
    text = "Employment support for care leavers. The service helps care leavers into work. " + UNASKED
    assert judged(Oracle("theme_only", 0.95, [("theme", "theme_only")]), text) == []


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.85, OPEN),
        (0.95, "The contract is for advice on net zero."),
        (0.95, "Bidders must not have been convicted of offences relating to child labour."),
        (0.95, "The depot opens at nine and the contractor must keep the gate shut."),
        (0.95, "The garage must hold ISO 14001 or an environmental management system like it."),
        (0.95, "The supplier must upgrade the lamps so that the working environment of the night shift is better."),
        (0.95, "The winning firm will be expected to operate from a local office."),
        (0.95, "The framework may be made available to third sector clients by the supplier."),
        (0.95, "Hauliers must hold a waste carrier licence from the environment regulator."),
    ],
    ids=[
        "a doubtful opinion",
        "nothing is left open",
        "a ground for exclusion",
        "no theme",
        "a certificate",
        "another environment",
        "a place to work from",
        "who may buy",
        "a licence",
    ],
)
def test_a_model_is_not_asked_of_the_rest(probability: float, text: str) -> None:
    assert judged(Oracle("theme_only", probability, LEFT_OPEN), text) == []


def test_a_model_names_the_theme_where_the_rules_name_none() -> None:
    found = judged(Oracle("theme_only", 0.9, themes=("environment",)), UNNAMED)
    assert [(item.kind, item.themes) for item in found] == [("theme_only", ("environment",))]


def test_a_model_adds_no_theme_to_those_the_rules_name() -> None:
    assert judged(Oracle("theme_only", 0.9, themes=("innovation",)), NAMED)[0].themes == ("jobs_skills",)


def test_text_without_words_of_the_lexicon_is_never_asked_about() -> None:
    oracle = Oracle("mention", 1.0)
    judged(oracle, "The depot opens at nine.")
    assert oracle.asked == []


def test_it_sees_the_passage_its_heading_its_neighbours_and_the_rule() -> None:
    oracle = Oracle("criterion", 0.9)
    judged(oracle, "Award criteria\nPrice counts for most.\nSocial value is worth 10% here.\nBids close at noon.")
    [words] = oracle.asked
    assert {"worth", "9", "heading:award", "before:price", "after:noon", "kind=criterion", "has=weight"} <= set(words)


def test_the_version_names_the_model() -> None:
    assert Engine(Oracle("mention", 1.0)).version.endswith("+model-test")
