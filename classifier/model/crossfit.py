"""What a model is worth on passages it has not seen: how its probabilities become scores, and what it may overrule."""

from __future__ import annotations

import random
from collections import defaultdict
from math import comb, exp, log
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from classifier.model.opinion import LEFT_OPEN, OVERRULE_FROM, SILENT, Calibration, kind_said, log_odds
from classifier.model.textcat import KIND_PIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.language import Language

    from classifier.model.lessons import Lesson

    Progress = Callable[[str, int, int | None], None]
    Kinds = dict[str, float]

FOLDS = 5
FOLD_SEED = 2012
# A model as good as the rules would do so well by chance less often than this, tried once for each probability.
LEAST_CHANCE = 0.05 / len(OVERRULE_FROM)
BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
STEPS = 50
FARTHEST = 30.0  # log odds
RIDGE = 1e-6  # so that there is a line where all odds are the same


def folds_of(groups: Sequence[str]) -> list[int]:
    """The fold of each item; items of one group are always in one."""
    names = sorted(set(groups))
    random.Random(FOLD_SEED).shuffle(names)  # noqa: S311 - folds are no secret
    fold = {group: number % FOLDS for number, group in enumerate(names)}
    return [fold[group] for group in groups]


def held_out(
    lessons: Sequence[Lesson], learn: Callable[[Sequence[Lesson]], Language], progress: Progress | None
) -> list[Kinds]:
    """The probability of each kind for every lesson, by a model that has seen no lesson of its group's fold."""
    folds = folds_of([lesson.group for lesson in lessons])
    found: dict[int, Kinds] = {}
    for fold in range(FOLDS):
        places = [place for place, own in enumerate(folds) if own == fold]
        nlp = learn([lesson for lesson, own in zip(lessons, folds, strict=True) if own != fold])
        pipe: Any = nlp.get_pipe(KIND_PIPE)
        docs = [Doc(nlp.vocab, words=list(lessons[place].words or ())) for place in places]
        rows = pipe.predict(docs).tolist() if docs else []
        found |= {place: dict(zip(pipe.labels, row, strict=True)) for place, row in zip(places, rows, strict=True)}
        if progress is not None:
            progress("folds of the training", fold + 1, FOLDS)
    return [found[place] for place in range(len(lessons))]


def calibrated(lessons: Sequence[Lesson], kinds: Sequence[Kinds]) -> dict[str, Any]:
    """The calibration, the reliability of its scores on folds that it was not fitted on, and what may be overruled."""
    told = [
        (log_odds(said[lesson.said]), lesson.said == lesson.kind, fold)
        for lesson, said, fold in zip(lessons, kinds, folds_of([lesson.group for lesson in lessons]), strict=True)
        if kind_said(lesson.said) != "none"
    ]
    line = _fitted([(odds, is_right) for odds, is_right, _ in told])
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        own = _fitted([(odds, is_right) for odds, is_right, other in told if other != fold])
        scored += [(_chance(own, odds), is_right) for odds, is_right, other in told if other == fold]
    return {
        "calibration": {"slope": round(line.slope, 4), "offset": round(line.offset, 4)},
        "reliability": reliability(scored),
        "overrules": _pairs(lessons, kinds),
    }


def reliability(scored: Iterable[tuple[float, bool]]) -> list[dict[str, Any]]:
    """For each range of scores: how many there are, their mean, and how many of the kinds were right."""
    ranges: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, is_right in scored:
        ranges[sum(score >= bound for bound in BOUNDS[1:-1])].append((score, is_right))
    return [
        {
            "from": BOUNDS[place],
            "to": BOUNDS[place + 1],
            "n": len(found),
            "mean_score": round(sum(score for score, _ in found) / len(found), 4),
            "right": sum(is_right for _, is_right in found),
        }
        for place, found in sorted(ranges.items())
    ]


def _pairs(lessons: Sequence[Lesson], kinds: Sequence[Kinds]) -> list[dict[str, Any]]:
    """Where the model, confident enough, says another kind than the rules: how often each of them was right.

    It may overrule a rule from the lowest of some probabilities from which it was right more often; otherwise the
    counts are those from the lowest of all.
    """
    told = [
        (lesson.said, max(said, key=said.__getitem__), max(said.values()), lesson.kind)
        for lesson, said in zip(lessons, kinds, strict=True)
    ]
    found = {least: _counted(told, least) for least in OVERRULE_FROM}
    return [
        next((row[pair] for row in found.values() if row.get(pair, first)["is_allowed"]), first)
        for pair, first in sorted(found[OVERRULE_FROM[0]].items())
    ]


def _counted(told: Iterable[tuple[str, str, float, str]], least: float) -> dict[tuple[str, str], dict[str, Any]]:
    """For each pair of kinds how often rules and model were right, where the model has at least this probability."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for said, kind, probability, label in told:
        if said != SILENT and kind != kind_said(said) and probability >= least:
            count = counts[said, kind]
            count[0] += 1
            count[1] += kind_said(said) == label
            count[2] += kind == label
    return {
        (said, kind): {
            "said": said,
            "model": kind,
            "from": least,
            "n": n,
            "rule_right": rule,
            "model_right": model,
            "chance": round(by_chance(model, rule), 4),
            "is_allowed": _may_become(said, kind) and model > rule and by_chance(model, rule) < LEAST_CHANCE,
        }
        for (said, kind), (n, rule, model) in counts.items()
    }


def _may_become(said: str, kind: str) -> bool:
    """Whether a pair may be thought of at all: what names no social value does not become a request for it."""
    return said != LEFT_OPEN or kind == "theme_only"


def by_chance(wins: int, losses: int) -> float:
    """How often one of two equals would win at least so many: the exact test of McNemar (1947), of one side."""
    n = wins + losses
    return sum(comb(n, k) for k in range(wins, n + 1)) / 2**n


def _chance(line: Calibration, odds: float) -> float:
    return 1 / (1 + exp(-max(-FARTHEST, min(FARTHEST, line.slope * odds + line.offset))))


def _fitted(told: Sequence[tuple[float, bool]]) -> Calibration:
    """The likeliest line through the log odds, by Newton's steps; few on one side keep it off the ends (Platt)."""
    right = sum(is_right for _, is_right in told)
    high, low = (right + 1) / (right + 2), 1 / (len(told) - right + 2)
    line = Calibration(0.0, log((right + 1) / (len(told) - right + 1)))
    for _ in range(STEPS):
        slope = offset = both = 0.0
        slopes = offsets = RIDGE
        for odds, is_right in told:
            chance = _chance(line, odds)
            miss, spread = chance - (high if is_right else low), chance * (1 - chance)
            slope, offset = slope + miss * odds, offset + miss
            slopes, both, offsets = slopes + spread * odds * odds, both + spread * odds, offsets + spread
        size = slopes * offsets - both * both
        line = Calibration(
            line.slope - (offsets * slope - both * offset) / size, line.offset - (slopes * offset - both * slope) / size
        )
    return line
