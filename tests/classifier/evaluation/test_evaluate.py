"""The evaluation: its arithmetic, its card, and floors under what the classifier gets right on our own labels."""

import json
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

import pytest
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from classifier.engine import load_engine
from classifier.errors import ClassifierError
from classifier.evaluation.accuracy import read_accuracy
from classifier.evaluation.baselines import folds
from classifier.evaluation.card import card
from classifier.evaluation.card_tables import as_table
from classifier.evaluation.card_unseen import NEWEST, unseen
from classifier.evaluation.passages import figures, items_of, judge, read_gold
from classifier.evaluation.run import evaluate
from classifier.evaluation.statistics import by_name, kappa, macro_f1, micro, share, wilson
from classifier.labels.reading import read_labels
from classifier.model.train import fingerprint
from svmonitor import main

ROW: dict[str, Any] = {
    "id": "a",
    "source": "cf",
    "notice": "n1",
    "passage": "Social value will carry 10% of the marks.",
    "context": "Bids are scored. Social value will carry 10% of the marks.",
    "kind": "criterion",
    "weight": {"value": 10, "unit": "percent", "of": "total"},
    "act_named": False,
    "standards": [],
    "themes": [],
    "hard": False,
    "second_kind": "criterion",
}
COUNTED = Path(__file__).parents[3] / "classifier/labels/counted"
CARD = Path(__file__).parents[3] / "docs" / "evaluation.md"


@pytest.mark.parametrize(("k", "n"), [(0, 10), (5, 10), (10, 10), (157, 158)])
def test_intervals_are_those_of_statsmodels(k: int, n: int) -> None:
    assert wilson(k, n) == pytest.approx(proportion_confint(k, n, method="wilson"))


def test_nothing_counted_gives_no_share() -> None:
    assert share(0, 0)["rate"] is None


def test_kappa_is_that_of_statsmodels() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(cohens_kappa([[20, 5], [10, 15]]).kappa, abs=1e-4)


def test_macro_f1_counts_every_name_alike() -> None:
    table = by_name([("a", "a")] * 98 + [("b", "a")] * 2, ("a", "b", "never"))
    assert macro_f1(table) == pytest.approx((2 * 98 / 198 + 0) / 2, abs=1e-3)


def test_names_are_counted_one_by_one() -> None:
    found = micro([({"x", "y"}, {"x"}), (set(), {"z"})])
    assert (found["precision"]["k"], found["precision"]["n"], found["recall"]["n"]) == (1, 2, 2)


def test_what_belongs_together_is_in_one_fold() -> None:
    items = items_of(read_labels())
    parts = [{items[place].group for place in places} for places in folds(items)]
    assert sum(map(len, parts)) == len(set().union(*parts)) == len({item.group for item in items}) > 8


@pytest.mark.parametrize("every", [8, pytest.param(3, marks=pytest.mark.long)])  # `svmonitor evaluate` reads them all
def test_our_own_labels_are_read_as_labelled(every: int) -> None:
    items = items_of(read_labels()[::every])
    found = figures(list(zip(items, judge(load_engine(), items, in_context=True), strict=True)))
    assert found["flag"]["precision"]["rate"] > 0.92  # many are read as on the first day
    assert found["flag"]["recall"]["rate"] > 0.9
    assert found["kind_macro_f1"] > 0.86
    assert found["standards"]["f1"] > 0.9
    assert found["weight"]["value_and_unit"]["rate"] > 0.8


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_what_was_counted_is_read_as_labelled(every: int) -> None:
    items = items_of(read_labels(COUNTED)[::every])
    found = figures(list(zip(items, judge(load_engine(), items, in_context=True), strict=True)))
    assert found["flag"]["precision"]["rate"] > 0.95
    assert found["flag"]["recall"]["rate"] > 0.8
    assert found["kind_macro_f1"] > 0.8
    assert found["weight"]["value_and_unit"]["rate"] > 0.6


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    gold = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    rows = [ROW | {"id": str(number), "notice": f"n{number}", "kind": kind} for number, kind in enumerate(KINDS_TWICE)]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels = sorted(read_labels()[::40], key=lambda label: label.id[::-1])
    return evaluate(gold, labels=labels, max_epochs=1)


KINDS_TWICE = ["criterion", "requirement", "mention", "theme_only", "excluded", "none"] * 10


def test_the_evaluation_counts_every_passage(found: dict[str, Any]) -> None:
    confusion = found["gold"]["ways"]["alone"]["rules"]["confusion"]
    assert sum(row["criterion"] for row in confusion.values()) == len(KINDS_TWICE)


def test_the_card_shows_what_was_found(found: dict[str, Any]) -> None:
    page = card(found, "notices of May")
    assert f"Classifier version `{found['version']}`" in page
    assert "| **criterion** | 10 | 0 | 0 | 0 | 0 | 0 |" in page
    assert "labelled by people: notices of May." in page


def test_the_card_says_how_many_passages_are_judged_without_their_paragraph(found: dict[str, Any]) -> None:
    assert "judged alone both times" not in card(found, "notices of May")
    counts = found["gold"]["counts"] | {"cut_off": 3}
    assert " 3 of them are not found" in card(found | {"gold": found["gold"] | {"counts": counts}}, "notices of May")


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert as_table(("a", "b"), [("1 | 2", "3")]).splitlines()[-1] == r"| 1 \| 2 | 3 |"


def test_the_card_without_real_passages_says_nothing_of_them(found: dict[str, Any]) -> None:
    assert "notices of May" not in card(found | {"gold": None}, "notices of May")


def test_the_card_begins_with_what_nobody_tuned_on(found: dict[str, Any]) -> None:
    page = card(found, "notices of May")
    head = page.partition("## On passages of real notices")[0]
    tuned = {row["material"] for row in read_accuracy("recorded") if row["is_tuned_on"] == "true"}
    assert head.count("\n| ") == NEWEST + 2
    assert not any(material in head for material in tuned)


def test_the_head_of_the_card_tells_which_rows_are_of_this_program() -> None:
    rows = [row for row in read_accuracy("recorded") if row["measure"] == "kind_macro_f1"]
    newest = rows[-1]["version"]
    page = unseen(newest)
    assert f"**`{newest.partition('+')[0]}`, this program**" in page
    assert page.count(f"\n| {rows[-1]['material']} |") == 1
    assert "this program**" not in unseen("rules-0.0.0+model-none")
    assert "has met no such set before" in unseen("rules-0.0.0+model-none")


def test_the_packaged_card_is_that_of_this_version() -> None:
    page = CARD.read_text(encoding="utf-8")
    assert f"Classifier version `{load_engine().version}`" in page
    assert f"labels `{fingerprint()[:12]}`" in page


@pytest.mark.parametrize("line", ["{", '{"id": "x"}'])
def test_a_line_that_is_no_label_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{line}\n", encoding="utf-8")
    with pytest.raises(ClassifierError, match=r"gold\.jsonl line 2 is no(?:t JSON| label)"):
        evaluate(path)


@pytest.mark.parametrize(
    "wrong", [{"kind": "criterium"}, {"themes": ["jobs"]}, {"standards": ["PPN"]}, {"passage": " "}, {"weight": "10"}]
)
def test_a_label_of_unknown_words_is_named(tmp_path: Path, wrong: dict[str, Any]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ROW | wrong), encoding="utf-8")
    with pytest.raises(ClassifierError, match=r"gold\.jsonl line 1 (has words that are not known|is no label)"):
        read_gold(path)


def test_what_a_label_may_leave_out(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {key: ROW[key] for key in ("id", "source", "notice", "passage", "kind", "standards", "themes")}
    path.write_bytes(BOM_UTF8 + json.dumps(row).encode() + b"\n\n" + json.dumps(row | {"context": "else"}).encode())
    whole, cut = read_gold(path)
    assert (whole.context, whole.is_cut_off) == (ROW["passage"], False)
    assert (cut.context, cut.is_cut_off) == (ROW["passage"], True)


def test_judge_tells_a_folder_from_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--gold", "--processes"])
@pytest.mark.parametrize("body", ["", "no JSON", "[1]", "{}"])
def test_evaluate_names_a_file_with_its_folder(
    tmp_path: Path, option: str, body: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("mine", "yours"):
        path = tmp_path / folder / "gold.jsonl"
        path.parent.mkdir()
        path.write_text(body, encoding="utf-8")
        assert main(["evaluate", option, str(path)]) == 2
        assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize("body", ["no JSON", "[1]", "{}"])
def test_train_names_a_file_with_its_folder(tmp_path: Path, body: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.jsonl").write_text(body, encoding="utf-8")
    assert main(["train", "--labels", str(tmp_path), "--to", str(tmp_path / "model")]) == 2
    assert f"{tmp_path / 'own.jsonl'} line 1" in capsys.readouterr().err


def test_commands_name_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--gold", str(tmp_path / "none.jsonl")]) == 2
    assert main(["train", "--labels", str(tmp_path / "none"), "--to", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("there is no") == 2


@pytest.mark.parametrize("args", [("train", "--to"), ("evaluate", "--to"), ("evaluate", "--rows-to")])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    args: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("classifier.model.train.train", "classifier.evaluation.run.evaluate"):
        monkeypatch.setattr(name, lambda *_, **__: pytest.fail("the work was begun"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main([*args, str(tmp_path / "file" / "x")]) == 2
    assert "cannot write to" in capsys.readouterr().err
