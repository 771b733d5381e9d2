"""Criteria in JSON: with parts, under many keys, as names and numbers, of several lots."""

import json

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge


@pytest.mark.parametrize(
    ("pct", "text"),
    [
        (12, ('{"criteria":[{"name":"Social Value","parts":[{"name":"Jobs","weight":7},{"name":"Carbon","weight":5}]},'
             '{"name":"Quality","weight":38},{"name":"Price","weight":50}]}')),
        (12, '{"title":"Social value","weighting":"12%","subCriteria":[{"name":"Hiring","weight":"50%"}]}'),
        (12, ('[{"section":"Quality","weight":60,"questions":[{"title":"Plan","weight":80},{"title":"Social value",'
             '"weight":20}]},{"section":"Price","weight":40}]')),
        (12, '[{"criterion":"Social value","weighting":0.12},{"criterion":"Price","weighting":0.88}]'),
        (12, '[{"criterion":"Social value","maxPoints":60},{"criterion":"Price","maxPoints":440}]'),
        (12, '{"price":50,"quality":38,"social_value":12}'),
        (12, '{"weights":{"Price":"50%","Quality":"38%","Community benefits":"12%"}}'),
        (12, ('{"lots":[{"criteria":[{"name":"Price","description":"95%"},{"name":"Social value","description":"5%"}]},'
             '{"criteria":[{"name":"Price","description":"88%"},{"name":"Social value","description":"12%"}]}]}')),
        (12, '{"criteria":[{"name":"Price","description":"88%"},{"name":"Social value","description":"12%"}'),
    ],
)  # fmt: skip
def test_the_weight_of_social_value(judge: Judge, pct: float, text: str) -> None:
    evidence = judge(text)
    assert level_of(evidence) == "R5"
    assert max(item.weight_pct or 0 for item in evidence) == pct


def test_each_criterion_of_an_object_of_names_is_quoted_by_itself_or_whole(judge: Judge) -> None:
    text = json.dumps({"Price": 90, "Social value": 10})
    [item] = judge(text)
    assert "Social value" in text[item.start : item.end]


@pytest.mark.parametrize("reason", ["Not scored - information only", "N/A, small order", "Not evaluated; fixed menu"])
def test_a_criterion_that_is_not_scored_for_a_reason_is_excluded(judge: Judge, reason: str) -> None:
    text = json.dumps([{"name": "Price", "description": "100%"}, {"name": "Social value", "description": reason}])
    assert level_of(judge(text)) == "R0n"


@pytest.mark.parametrize("text", ['{"a": [1, {"b": ', '["social value"]'])
def test_objects_that_hold_no_criteria(judge: Judge, text: str) -> None:
    assert not any(item.weight for item in judge(text))
