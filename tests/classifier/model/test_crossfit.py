"""What is learnt of a model from passages it has not seen."""

import pytest

from classifier.model.crossfit import by_chance, calibrated, folds_of, reliability
from classifier.model.lessons import Lesson


def lesson(number: int, said: str, kind: str, *, is_first: bool = False) -> Lesson:
    return Lesson(("x",), ("x",), said, kind, (), str(number), is_first)


def kinds(likeliest: str, probability: float) -> dict[str, float]:
    names = ("criterion", "requirement", "mention", "theme_only", "excluded", "none")
    return {name: probability if name == likeliest else (1 - probability) / 5 for name in names}


def test_a_group_is_never_parted() -> None:
    folds = folds_of([str(number // 4) for number in range(400)])
    assert all(len(set(folds[start : start + 4])) == 1 for start in range(0, 400, 4))
    assert set(folds) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(("wins", "losses", "chance"), [(0, 0, 1.0), (5, 0, 0.03125), (0, 5, 1.0), (3, 3, 0.65625)])
def test_the_chance_of_so_uneven_a_count(wins: int, losses: int, chance: float) -> None:
    assert by_chance(wins, losses) == chance


@pytest.mark.parametrize(("right", "wrong", "is_allowed"), [(6, 0, True), (5, 0, False), (7, 7, False), (0, 9, False)])
def test_a_rule_is_overruled_where_the_model_was_right_more_often_than_chance(
    right: int, wrong: int, is_allowed: bool
) -> None:
    lessons = [lesson(number, "mention", "criterion") for number in range(right)]
    lessons += [lesson(100 + number, "mention", "mention") for number in range(wrong)]
    [pair] = calibrated(lessons, [kinds("criterion", 0.96)] * len(lessons))["overrules"]
    assert (pair["n"], pair["rule_right"], pair["model_right"]) == (right + wrong, wrong, right)
    assert pair["is_allowed"] is is_allowed


@pytest.mark.parametrize(
    ("said", "model", "is_allowed"),
    [
        ("open", "theme_only", True),
        ("open", "mention", False),
        ("none", "mention", True),
        ("mention", "requirement", False),
        ("criterion", "requirement", False),
        ("requirement", "theme_only", False),
        ("theme", "theme_only", True),
        ("theme", "requirement", False),
    ],
)
def test_what_may_become_of_what(said: str, model: str, is_allowed: bool) -> None:
    lessons = [lesson(number, said, model) for number in range(9)]
    [pair] = calibrated([*lessons, lesson(99, model, model)], [kinds(model, 0.96)] * 10)["overrules"]
    assert (pair["said"], pair["rule_right"], pair["model_right"]) == (said, 0, 9)
    assert pair["is_allowed"] is is_allowed


def test_a_rule_is_overruled_only_as_far_down_as_each_step_is_right() -> None:
    """Sure ones are right ten times of ten, those below nine of ten, and those below that as often wrong as right."""
    told = [(0.95, True)] * 10 + [(0.85, True)] * 9 + [(0.85, False)] + [(0.75, True), (0.75, False)] * 9
    lessons = [lesson(number, "mention", "criterion" if right else "mention") for number, (_, right) in enumerate(told)]
    [pair] = calibrated(lessons, [kinds("criterion", probability) for probability, _ in told])["overrules"]
    assert (pair["from"], pair["n"], pair["rule_right"], pair["is_allowed"]) == (0.8, 20, 1, True)


def test_pairs_too_rare_to_show_anything_count_together() -> None:
    """Four of four is no proof; eight of eight over two pairs is. A third that loses by itself gains nothing by it."""
    told = [("mention", "criterion", True)] * 4 + [("excluded", "mention", True)] * 4
    told += [("excluded", "criterion", False)]
    lessons = [lesson(number, said, kind if right else said) for number, (said, kind, right) in enumerate(told)]
    found = calibrated(lessons, [kinds(kind, 0.96) for _, kind, _ in told])["overrules"]
    assert {(pair["said"], pair["model"]): pair["is_allowed"] for pair in found} == {
        ("mention", "criterion"): True,
        ("excluded", "mention"): True,
        ("excluded", "criterion"): False,
    }


def test_other_words_on_a_theme_need_a_sure_opinion() -> None:
    lessons = [lesson(number, "theme", "theme_only") for number in range(20)]
    found = calibrated([*lessons, lesson(99, "theme_only", "theme_only")], [kinds("theme_only", 0.8)] * 21)
    assert [(pair["from"], pair["n"], pair["is_allowed"]) for pair in found["overrules"]] == [(0.95, 0, False)]


def test_only_first_answers_of_the_rules_count() -> None:
    """Of labels they were tuned on the rules are always right, which says nothing of others."""
    known = [lesson(number, "mention", "mention") for number in range(50)]
    fresh = [lesson(100 + number, "mention", "criterion", is_first=True) for number in range(9)]
    found = calibrated([*known, *fresh], [kinds("criterion", 0.9)] * 59)
    assert [(pair["n"], pair["is_allowed"]) for pair in found["overrules"]] == [(9, True)]
    assert sum(row["n"] for row in found["reliability"]) == 9


def test_what_no_opinion_is_asked_of_counts_for_no_pair() -> None:
    lessons = [lesson(number, "silent", "theme_only") for number in range(9)]
    found = calibrated([*lessons, lesson(99, "theme_only", "theme_only")], [kinds("theme_only", 0.9)] * 10)
    assert found["overrules"] == []


def test_scores_learn_how_often_a_probability_is_right() -> None:
    """A model that is sure and right in three of four is brought down to three of four."""
    lessons = [lesson(number, "mention", "mention" if number % 4 else "requirement") for number in range(400)]
    found = calibrated(lessons, [kinds("mention", 0.99)] * 400)
    [row] = found["reliability"]
    assert row["n"] == 400
    assert row["mean_score"] == pytest.approx(0.75, abs=0.01)


def test_reliability_counts_each_range() -> None:
    rows = reliability([(0.4, False), (0.6, True), (0.65, False), (1.0, True)])
    assert [(row["from"], row["n"], row["right"]) for row in rows] == [(0.0, 1, 0), (0.5, 2, 1), (0.95, 1, 1)]
