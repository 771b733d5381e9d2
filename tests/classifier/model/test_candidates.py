"""The seam between rules and model: rules keep their precision whatever a model says."""

from collections.abc import Sequence

import pytest

from classifier.engine import Engine
from classifier.model.candidates import Candidate, Opinion

MENTION = "Social value matters to the council."
CRITERION = "Social value will be evaluated and carries 10% of the total marks."
UNNAMED = "Bidders must set out their corporate social responsibility."
NAMED = "Bidders must offer apprenticeships."
THEME = "The local apprenticeship offer is described elsewhere in general terms by our partners and the college."


class Oracle:
    """A model that says the same of every passage, and remembers what it was asked."""

    version = "test"

    def __init__(self, kinds: dict[str, float], themes: dict[str, float] | None = None) -> None:
        self._opinion = Opinion(kinds, themes or {})
        self.asked: list[Candidate] = []

    def opinions(self, candidates: Sequence[Candidate]) -> Sequence[Opinion]:
        self.asked += candidates
        return [self._opinion for _ in candidates]


def judged(oracle: Oracle, text: str) -> tuple[str, tuple[str, ...]]:
    found = next(iter(Engine(oracle).judge([("x", text)])))[1]
    return (found[0].kind, found[0].themes) if found else ("none", ())


def test_a_confident_model_settles_what_the_rules_leave_in_doubt() -> None:
    assert judged(Oracle({"requirement": 0.95}), MENTION)[0] == "requirement"


def test_a_hesitant_model_is_not_heard() -> None:
    assert judged(Oracle({"requirement": 0.6}), MENTION)[0] == "mention"


def test_a_sure_rule_stands() -> None:
    assert judged(Oracle({"none": 1.0}), CRITERION)[0] == "criterion"


def test_no_model_makes_social_value_of_other_words() -> None:
    assert judged(Oracle({"criterion": 1.0}), THEME)[0] == "none"


@pytest.mark.parametrize("kind", ["none", "theme_only"])
def test_no_model_strikes_out_social_value(kind: str) -> None:
    assert judged(Oracle({kind: 1.0}), MENTION)[0] == "mention"


def test_a_model_names_the_theme_where_the_rules_name_none() -> None:
    assert judged(Oracle({}, {"environment": 0.9}), UNNAMED) == ("theme_only", ("environment",))


def test_a_model_adds_no_theme_to_those_the_rules_name() -> None:
    assert judged(Oracle({}, {"innovation": 0.9}), NAMED) == ("theme_only", ("jobs_skills",))


def test_the_trail_says_what_the_model_and_the_rule_said() -> None:
    [found] = next(iter(Engine(Oracle({"requirement": 0.95})).judge([("x", MENTION)])))[1]
    assert found.rule == "requirement.model"
    assert "the model says requirement with probability 0.95; the rule mention.concept said mention" in found.trail


def test_text_without_words_of_the_lexicon_is_never_asked_about() -> None:
    oracle = Oracle({"mention": 1.0})
    judged(oracle, "The depot opens at nine.")
    assert oracle.asked == []


def test_the_version_names_the_model() -> None:
    assert Engine(Oracle({})).version.endswith("+model-test")


@pytest.mark.parametrize(("text", "is_sure"), [(CRITERION, True), (MENTION, False)])
def test_candidates_say_what_is_sure(engine: Engine, text: str, is_sure: bool) -> None:
    [candidate] = engine.candidates([text])
    assert candidate is not None
    assert candidate.is_sure is is_sure


def test_candidates_leave_out_what_holds_no_words(engine: Engine) -> None:
    assert engine.candidates(["Nothing here."]) == [None]
