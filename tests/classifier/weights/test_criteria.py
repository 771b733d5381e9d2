"""Structured award criteria: weights beside their neighbours, and which rows are social value."""

from dataclasses import replace

import pytest

from classifier.engine import Engine
from classifier.evidence import Criterion, CriterionReading, Evidence

Row = tuple[str | None, str | None, str | None]  # type, name, description


def criteria(*rows: Row) -> list[Criterion]:
    return [Criterion(f"/{index}", "1", *row) for index, row in enumerate(rows)]


def social_value(engine: Engine, rows: list[Criterion]) -> tuple[CriterionReading, Evidence]:
    readings, evidence = engine.judge_criteria(rows)
    [reading] = [reading for reading in readings if reading.is_social_value]
    [found] = [item for path, item in evidence if path == reading.path]
    return reading, found


@pytest.mark.parametrize(
    ("rows", "weight", "pct", "level"),
    [
        ([("price", None, "40"), ("quality", "Method", "50"), ("quality", "Social Value", "10")], "total", 10, "R5"),
        ([("price", None, "40%"), ("quality", "Method", "55%"), ("cost", "Social Value", "5%")], "total", 5, "R4"),
        ([("price", None, "70"), ("quality", "Method", "95"), ("quality", "Social Value", "5")], "quality", 1.5, "R4"),
        ([("price", None, "30"), ("quality", "Method", "95"), ("quality", "Social Value", "5")], "quality", 3.5, "R4"),
        ([("price", None, "0"), ("quality", "Method", "80"), ("quality", "Social Value", "20")], "total", 20, "R5+"),
        ([("cost", "Cost", "0"), ("quality", "Method", "85"), ("quality", "Social Value", "15")], "total", 15, "R5"),
        ([("price", None, "0.00"), ("quality", "Method", "90"), ("quality", "Social Value", "10")], "total", 10, "R5"),
        ([("price", None, "0%"), ("quality", "Method", "90%"), ("quality", "Social Value", "10%")], "total", 10, "R5"),
        (
            [("price", None, "0 points"), ("quality", "Care", "450 points"), ("quality", "Social Value", "50 points")],
            "unknown",
            None,
            "R4",
        ),
        (
            [("price", None, "0 points"), ("quality", "Care", "90 points"), ("quality", "Social Value", "10 points")],
            "total",
            10,
            "R5",
        ),
        ([("price", None, "0"), ("quality", "Method", "60"), ("quality", "Social Value", "10")], "unknown", None, "R4"),
        (
            [("price", None, None), ("quality", "Method", "80"), ("quality", "Social Value", "20")],
            "quality",
            None,
            "R4",
        ),
        (
            [("quality", "Quality", "60%"), ("price", "Price", "40%"), ("quality", "Social Value", "10%")],
            "total",
            10,
            "R5",
        ),
        ([("price", None, "97.00%"), ("quality", "Social Value", "3.00%")], "total", 3, "R4"),
        (
            [("price", None, "33.3"), ("quality", "A", "33.3"), ("quality", "Social Value", "33.3")],
            "total",
            33.3,
            "R5+",
        ),
        ([("quality", "Social Value", "10/100")], "total", 10, "R5"),
        (
            [("price", "Price", "400"), ("quality", "Method", "500"), ("quality", "Social Value", "100")],
            "total",
            10,
            "R5",
        ),
        ([("price", "Price (90%)", None), ("quality", "Social Value (10%)", None)], "total", 10, "R5"),
        (
            [("price", None, "80%"), ("quality", "Social Value", "Tell us your offer. Weighting: 20%")],
            "total",
            20,
            "R5+",
        ),
        ([("quality", "Social Value", "10"), ("quality", "Method", "20")], "unknown", None, "R4"),
        ([("price", None, "5"), ("quality", "Method", "3"), ("quality", "Social Value", "2")], "total", 20, "R5+"),
        ([("price", None, "4"), ("quality", "Method", "3"), ("quality", "Social Value", "1")], "total", 12.5, "R5"),
        ([("price", None, "40"), ("quality", "Social Value", "5")], "total", 5, "R4"),
        ([("price", None, "5%"), ("quality", "Method", "3%"), ("quality", "Social Value", "2%")], "total", 2, "R4"),
    ],
)
def test_weight_beside_its_neighbours(
    engine: Engine, rows: list[Row], weight: str, pct: float | None, level: str
) -> None:
    reading, found = social_value(engine, criteria(*rows))
    assert (reading.weight_of, reading.weight_pct, found.level) == (weight, pct, level)
    assert found.weight_pct == pct


@pytest.mark.parametrize(
    ("number", "kind", "value", "unit"),
    [
        (10, "percentageExact", 10, "percent"),
        ("10", "percentageExact", 10, "percent"),
        (0.1, "decimalExact", 10, "percent"),
        (15, "pointsExact", 15, "points"),
        (3, "order", 3, "order"),
        (float("inf"), "percentageExact", None, None),
        (float("nan"), "percentageExact", None, None),
        (None, "percentageExact", None, None),
        ("ten", "percentageExact", None, None),
        (-5, "percentageExact", None, None),
    ],
)
def test_numbers_as_published(
    engine: Engine, number: float | str | None, kind: str, value: float | None, unit: str | None
) -> None:
    [reading], _ = engine.judge_criteria([Criterion("/0", None, "quality", "Social Value", None, ((number, kind),))])
    assert (reading.weight_value, reading.weight_unit) == (value, unit)


@pytest.mark.parametrize("kind", [None, "percentageExact", "decimalExact", "pointsExact"])
def test_numbers_too_small_to_be_percentages_are_shares_of_their_sum(engine: Engine, kind: str | None) -> None:
    rows = [("price", "Price", 5), ("quality", "Method", 3), ("quality", "Social Value", 2)]
    lot = [
        Criterion(f"/{at}", "1", of_type, name, None, ((number, kind),))
        for at, (of_type, name, number) in enumerate(rows)
    ]
    reading, found = social_value(engine, lot)
    assert (reading.weight_pct, found.level) == (20, "R5+")


@pytest.mark.parametrize(
    "name",
    [
        *("SVM", "S.V.", "CBs", "Social Benefits", "Social impact", "Social outcomes", "Comm Benefits", "Social"),
        *("Social criteria", "TOMs", "MAC 2.2", "Q5 SV", "Social/Environmental Value", "Socio-economic value"),
        "3. Community value",
    ],
)
def test_other_names_of_social_value(engine: Engine, name: str) -> None:
    rows = criteria(("price", "Price", "60%"), ("quality", "Method", "30%"), ("quality", name, "10%"))
    reading, found = social_value(engine, rows)
    assert (reading.name, found.kind, found.level, found.weight_pct) == (name, "criterion", "R5", 10)


@pytest.mark.parametrize("name", ["Social media campaign", "Added value", "Community", "CB radios", "Social workers"])
def test_names_of_something_else(engine: Engine, name: str) -> None:
    readings, _ = engine.judge_criteria(criteria(("price", "Price", "60%"), ("quality", name, "40%")))
    assert not any(reading.is_social_value for reading in readings)


@pytest.mark.parametrize(
    ("description", "kind", "level"),
    [
        ("Pass/Fail", "criterion", "R3"),
        ("Information Only", "excluded", "R0n"),
        ("N/A", "excluded", "R0n"),
        ("Not scored", "excluded", "R0n"),
        ("0%", "excluded", "R0n"),
        (None, "criterion", "R3"),
    ],
)
def test_social_value_without_a_weight(engine: Engine, description: str | None, kind: str, level: str) -> None:
    _, found = social_value(engine, criteria(("quality", "Social Value", description)))
    assert (found.kind, found.level) == (kind, level)


def test_points_keep_their_maximum(engine: Engine) -> None:
    _, found = social_value(engine, criteria(("price", None, "900 points"), ("quality", "Social Value", "100 points")))
    assert found.weight is not None
    assert found.weight.out_of == 1000


def test_described_inside_another_criterion(engine: Engine) -> None:
    rows = criteria(("quality", "Quality", "60%, of which 10% is for social value"), ("price", None, "40%"))
    readings, [(path, found)] = engine.judge_criteria(rows)
    assert path == "/0"
    assert (found.kind, found.weight_pct) == ("criterion", 10)
    assert not any(reading.is_social_value for reading in readings)


def test_a_theme_is_not_social_value(engine: Engine) -> None:
    readings, [(_, found)] = engine.judge_criteria(criteria(("quality", "Sustainability", "5"), ("price", None, "95")))
    assert (found.kind, found.level, found.themes) == ("theme_only", "R1", ("environment",))
    assert not readings[0].is_social_value


def test_rows_that_say_nothing_give_readings_only(engine: Engine) -> None:
    readings, evidence = engine.judge_criteria(criteria(("price", "Price", "60"), ("quality", None, "40")))
    assert [reading.weight_pct for reading in readings] == [60, 40]
    assert evidence == []


def test_text_of_evidence_is_name_and_description(engine: Engine) -> None:
    _, found = social_value(engine, criteria(("quality", "Social Value", "10%")))
    assert found.text == "Social Value: 10%"
    assert (found.start, found.end) == (0, len(found.text))


def test_criteria_pasted_as_json(engine: Engine) -> None:
    row = '{"name": "Social Value", "type": "quality", "description": "5"}'
    text = (
        f'{{"criteria": [{{"name": "Method", "description": "95"}}, {row}, {{"type": "price", "description": "30"}}]}}'
    )
    [(_, [found])] = engine.judge([("json", text)])
    assert text[found.start : found.end] == row
    assert found.weight is not None
    assert (found.weight.value, found.weight.of, found.weight_pct) == (5, "quality", 3.5)


@pytest.mark.parametrize(
    ("numbers", "value"),
    [
        (((10.0, "percentageRangeMin"), (20.0, "percentageRangeMax")), 10),
        (((5.0, "percentageRangeMin"), (10.0, "percentageExact")), 10),
        (((15.0, "percentageRangeMiddle"),), 15),
        (((12.0, "per-exa"),), 12),
        (((60.0, None), (10.0, "percentageExact")), 10),
    ],
)
def test_the_exact_number_is_taken(
    engine: Engine, numbers: tuple[tuple[float | str | None, str | None], ...], value: float
) -> None:
    [reading], _ = engine.judge_criteria([Criterion("/0", None, "quality", "Social Value", None, numbers)])
    assert (reading.weight_value, reading.weight_unit) == (value, "percent")


def test_a_threshold_is_no_weight(engine: Engine) -> None:
    text = '{"criteria": [{"name": "Social Value", "numbers": [{"number": 60, "threshold": "minimumScore"}]}]}'
    [(_, [found])] = engine.judge([("json", text)])
    assert found.weight is None


def test_numbers_at_the_end_of_names(engine: Engine) -> None:
    rows = criteria(("price", "Price 60", None), ("quality", "Quality 30", None), ("quality", "Social value: 10", None))
    reading, found = social_value(engine, rows)
    assert (reading.weight_pct, found.level) == (10, "R5")


def test_numbered_questions_are_no_weights(engine: Engine) -> None:
    rows = criteria(("quality", "Method statement 1", None), ("quality", "Social value 2", None))
    assert social_value(engine, rows)[0].weight_value is None


def test_social_value_is_no_price_whatever_stands_beside_it(engine: Engine) -> None:
    rows = criteria(("cost", "Social value and cost of living", "10"), ("price", None, "90"))
    assert social_value(engine, rows)[0].weight_pct == 10


def test_shares_of_the_whole_where_rows_are_missing(engine: Engine) -> None:
    reading, _ = social_value(engine, criteria(("price", None, "60"), ("quality", "Social Value", "24")))
    assert (reading.weight_of, reading.weight_pct) == ("total", 24)


def test_social_value_split_over_rows(engine: Engine) -> None:
    rows = criteria(
        ("quality", "Social value (local)", "3%"), ("quality", "Social value (TOMs)", "2%"), ("price", None, "95%")
    )
    readings, evidence = engine.judge_criteria(rows)
    assert [reading.weight_pct for reading in readings if reading.is_social_value] == [3, 2]
    assert [item.kind for _, item in evidence] == ["criterion", "criterion"]
    assert [item.weight_pct for _, item in evidence] == [5, 2]  # the heaviest row stands for all


@pytest.mark.parametrize(
    ("pct", "rows"),
    [
        (
            [10, 4],
            [
                ("quality", "Social value: jobs", "6%"),
                ("quality", "Social value: carbon", "4%"),
                ("price", None, "90%"),
            ],
        ),
        (
            [10, 6, 4],
            [
                ("quality", "Social value", "10%"),
                ("quality", "Social value: jobs", "6%"),
                ("quality", "Social value: carbon", "4%"),
                ("price", None, "90%"),
            ],
        ),
        (
            [12],
            [
                ("quality", "Social value", None),
                ("quality", "Apprenticeships and local jobs", "7%"),
                ("quality", "Carbon reduction", "5%"),
                ("quality", "Method", "38%"),
                ("price", None, "50%"),
            ],
        ),
        ([None], [("quality", "Social value", None), ("quality", "Method", "60%"), ("price", None, "40%")]),
        (
            [None],
            [("quality", "Social value", "Pass/Fail"), ("quality", "Carbon reduction", "60%"), ("price", None, "40%")],
        ),
    ],
)
def test_rows_that_belong_together_are_added_up_once(engine: Engine, pct: list[float | None], rows: list[Row]) -> None:
    _, evidence = engine.judge_criteria(criteria(*rows))
    assert [item.weight_pct for _, item in evidence if item.kind == "criterion"] == pct


def test_a_list_of_weights_inside_one_criterion(engine: Engine) -> None:
    _, found = social_value(engine, criteria((None, "Quality 30% Social Value 10% Price 60%", None)))
    assert found.weight_pct == 10


def test_a_model_award_criterion_is_the_social_value_model(engine: Engine) -> None:
    _, found = social_value(
        engine, criteria(("quality", "MAC 4.1 - Fighting climate change", "10"), ("price", None, "90"))
    )
    assert (found.kind, found.standards) == ("criterion", ("SVM",))


def test_sv_is_social_value_as_the_name_of_a_criterion(engine: Engine) -> None:
    reading, found = social_value(engine, criteria(("price", None, "90"), ("quality", "SV", "10")))
    assert (reading.weight_pct, found.kind) == (10, "criterion")


def test_a_criterion_named_by_one_common_word_is_read_in_json_too(engine: Engine) -> None:
    [(_, [found])] = engine.judge([("x", '{"name": "Sustainability", "type": "quality", "description": "15"}')])
    assert (found.kind, found.themes) == ("theme_only", ("environment",))


def test_a_measure_with_a_target_is_no_criterion(engine: Engine) -> None:
    text = '{"kpis": [{"ref": "K3", "title": "Social value", "target": "70%"}, {"title": "Uptime", "target": "99%"}]}'
    [(_, [found])] = engine.judge([("json", text)])
    assert (found.kind, found.weight) == ("requirement", None)


def test_numbers_at_the_end_of_descriptions(engine: Engine) -> None:
    rows = criteria(
        ("price", None, "Cost 55"), ("quality", None, "Service - 33"), ("quality", None, "Social value: 12")
    )
    reading, found = social_value(engine, rows)
    assert (reading.weight_pct, found.level) == (12, "R5")


def test_a_question_without_a_weight_that_is_passed_or_failed(engine: Engine) -> None:
    [(_, [found])] = engine.judge([("json", '{"question": "Q3 Social value", "weight": null, "passFail": true}')])
    assert (found.kind, found.level) == ("criterion", "R3")


@pytest.mark.parametrize(
    ("name", "description", "number", "pct"),
    [
        ("Price/Quality/SV", "60/30/10", 100, 10),
        ("Price / Quality / Social value", "60% / 30% / 10%", 100, 10),
        ("Price, Quality and SV", "60, 30, 10", 100, 10),
        ("Price:Quality:Social Value", "60:30:10", 100, 10),
        ("Price 60/Quality 30/SV 10", None, 100, 10),
        ("Price, quality and social value", "60% price, 30% quality, 10% social value", 100, 10),
        ("Cost/Technical/Social Value", "40-40-20", 100, 20),
        ("Price/Quality/SV", "60%/30%/10%", None, 10),
        ("Price/Quality/SV", "60%, 30%, 10%", None, 10),
        ("Social value/Quality/Price", "10%/30%/60%", None, 10),
        ("Price/Quality/Social value", "50/30/20", None, 20),
        ("Quality/SV", "35/5", 40, 5),
        ("Technical incl. SV", "Method 75%, SV 25%", 40, 10),
        ("Price/Quality/SV", None, 100, None),
        ("Quality including social value", None, 60, None),
        ("Price and Quality, including social value", "See the documents", 100, None),
        ("Quality and social value", None, 40, None),
        ("Quality / Social value", None, 10, 10),
        ("Quality: Social value", None, 10, 10),
        ("Social value and sustainability", None, 10, 10),
        ("Social value and cost of living", None, 10, 10),
    ],
)
def test_one_criterion_that_names_several(
    engine: Engine, name: str, description: str | None, number: float | None, pct: float | None
) -> None:
    row = Criterion("/0", "1", "quality", name, description, ((number, "percentageExact"),) if number else ())
    rest = [] if number in {100, None} else [Criterion("/1", "1", "price", "Price", None, ((60, "percentageExact"),))]
    reading, found = social_value(engine, [row, *rest])
    assert (reading.weight_pct, found.weight_pct, found.kind) == (pct, pct, "criterion")


def test_letters_in_a_description_beside_price_and_quality(engine: Engine) -> None:
    rows = [Criterion("/0", "1", None, "Evaluation", "Price 60%, Quality 30%, SV 10%", ((100, "percentageExact"),))]
    [(_, found)] = engine.judge_criteria(rows)[1]
    assert (found.kind, found.weight_pct) == ("criterion", 10)


LETTERS = (("price", "Price", "60"), ("quality", "Quality", "30"), ("quality", "SV", "10"))


@pytest.mark.parametrize(
    "told",
    [
        ("quality", "Notes", "SV means sluice valve"),
        ("quality", "Staffing", "SV is short for site visit"),
        ("quality", "Site Visit (SV)", None),
        ("quality", "Programme", "Supplier viability (SV) is looked at first"),
    ],
)
def test_another_criterion_says_what_letters_stand_for(engine: Engine, told: Row) -> None:
    assert not engine.judge_criteria(criteria(*LETTERS, told))[1]


@pytest.mark.parametrize(
    ("around", "is_social"),
    [
        ("SV means sluice valve.", False),
        ("A site visit (SV) is part of the evaluation.", False),
        ("Repair of sluice valves (SVs) at six sites.", False),
        ("SV is social value.", True),
        ("The SV response may have two pages.", True),
        ("", True),
    ],
)
def test_words_of_the_notice_say_what_letters_stand_for(engine: Engine, around: str, is_social: bool) -> None:
    rows = [replace(row, around=around) for row in criteria(*LETTERS)]
    assert bool(engine.judge_criteria(rows)[1]) == is_social


@pytest.mark.parametrize(
    "names",
    [
        ("SV1 Jobs", "SV2 Environment"),
        ("SV1", "SV2"),
        ("SV1: Jobs", "SV 2 - Carbon"),
        ("SV-1 Jobs", "SV-2 Carbon"),
        ("SV/1 Jobs", "SV/2 Carbon"),
        ("SV.1 Jobs", "SV.2 Carbon"),
    ],
)
def test_numbered_letters_are_social_value_beside_price(engine: Engine, names: tuple[str, str]) -> None:
    rows: list[Row] = [("quality", name, "5") for name in names]
    found = [item for _, item in engine.judge_criteria(criteria(*LETTERS[:2], *rows))[1]]
    assert {item.kind for item in found} == {"criterion"}
    assert max(item.weight_pct or 0 for item in found) == 10


@pytest.mark.parametrize(
    ("description", "kind", "pct"),
    [
        ("withdrawn, was 10%", "excluded", None),
        ("Withdrawn", "excluded", None),
        ("Has been removed", "excluded", None),
        ("Removed - see clarification 3", "excluded", None),
        ("No longer evaluated (was 10%)", "excluded", None),
        ("now withdrawn; see addendum 2", "excluded", None),
        ("Removed barriers to work, 10%", "criterion", 10),
        ("Dropped kerbs and access 10%", "criterion", 10),
        ("Removal of waste 10%", "criterion", 10),
    ],
)
def test_a_criterion_that_its_description_takes_back(
    engine: Engine, description: str, kind: str, pct: float | None
) -> None:
    rows = [
        Criterion("/0", "1", "price", "Price", "60%"),
        Criterion("/1", "1", "quality", "Quality", "30%"),
        Criterion("/2", "1", "quality", "Social value", description),
    ]
    [(_, found)] = engine.judge_criteria(rows)[1]
    assert (found.kind, found.weight_pct) == (kind, pct)


@pytest.mark.parametrize("name", ["Valves SV-10", "Supply of SV-10 valves", "Spares for SV-1 and SV-2"])
def test_letters_with_a_number_behind_words_are_goods(engine: Engine, name: str) -> None:
    assert not engine.judge_criteria(criteria(*LETTERS[:1], ("quality", name, "40%")))[1]
