"""The labelled passages: enough of everything, our own words, and places that can be joined with their notices."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from classifier.errors import ClassifierError
from classifier.evaluation.rejoin import read_places, rejoin
from classifier.evidence import KINDS, STANDARDS, THEMES
from classifier.labels.reading import Label, read_labels

WORD = re.compile(r"\w+")
RUN = 8
# Names and fixed phrases of the law, which cannot be said otherwise.
STATUTORY = (
    "public services social value act 2012",
    "social partnership and public procurement wales act 2023",
    "well being of future generations wales act 2015",
    "social services and well being wales act",
    "section 25 of the procurement reform scotland act 2014",
    "economic social and environmental well being",
)


COUNTED = Path(__file__).parents[2] / "classifier/labels/counted"


@pytest.fixture(scope="module")
def labels() -> list[Label]:
    return [*read_labels(), *read_labels(COUNTED)]


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def test_there_are_enough(labels: list[Label]) -> None:
    assert len(labels) >= 1500


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_well_covered(labels: list[Label], kind: str) -> None:
    assert sum(label.kind == kind for label in labels) >= 140


@pytest.mark.parametrize("theme", THEMES)
def test_theme_is_covered(labels: list[Label], theme: str) -> None:
    assert sum(theme in label.themes for label in labels) >= 15


@pytest.mark.parametrize("standard", STANDARDS)
def test_standard_is_covered(labels: list[Label], standard: str) -> None:
    assert sum(standard in label.standards for label in labels) >= 4


@pytest.mark.parametrize("era", ["2013-2015", "2016-2020", "2021-2024", "2025-2026"])
def test_era_is_covered(labels: list[Label], era: str) -> None:
    assert sum(label.era == era for label in labels) >= 80


def test_ids_are_unique(labels: list[Label]) -> None:
    assert [id_ for id_, count in Counter(label.id for label in labels).items() if count > 1] == []


def test_the_act_is_named_where_its_standard_stands(labels: list[Label]) -> None:
    assert [label.id for label in labels if label.act_named != ("PSSVA" in label.standards)] == []


def test_nothing_without_social_value_names_a_standard(labels: list[Label]) -> None:
    assert [label.id for label in labels if label.kind in {"none", "theme_only"} and label.standards] == []


def test_near_duplicates_are_rare(labels: list[Label]) -> None:
    """No more than one pair in a hundred passages of a kind shares over four fifths of its words."""
    for kind in KINDS:
        bags = [frozenset(words(label.passage)) for label in labels if label.kind == kind]
        assert _near_pairs(bags) <= len(bags) / 100, kind


def _near_pairs(bags: list[frozenset[str]]) -> int:
    """Pairs that share over four fifths of their words, which must share one of the rarest fifth of either."""
    counts = Counter(word for bag in bags for word in bag)
    rarest = [sorted(bag, key=lambda word: (counts[word], word))[: len(bag) // 5 + 1] for bag in bags]
    places: defaultdict[str, list[int]] = defaultdict(list)
    pairs = 0
    for place, (bag, rare) in enumerate(zip(bags, rarest, strict=True)):
        met = {other for word in rare for other in places[word]}
        pairs += sum(5 * len(bag & bags[other]) > 4 * len(bag | bags[other]) for other in met)
        for word in rare:
            places[word].append(place)
    return pairs


def test_pairs_found_by_rare_words_are_all_pairs() -> None:
    texts = ["a b c d e", "a b c d e f", "a b c d x", "p q", "p q", "z"]
    assert _near_pairs([frozenset(text.split()) for text in texts]) == 2


def test_no_run_of_words_comes_from_real_texts(labels: list[Label], shared_dir: Path) -> None:
    runs = {run: label.id for label in labels for text in (label.passage, label.context) for run in _runs(text)}
    taken = {(runs[run], " ".join(run)) for text in _shared_texts(shared_dir) for run in _runs(text) if run in runs}
    assert sorted(item for item in taken if not _is_statutory(item[1])) == []


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    parts = words(text)
    return (tuple(parts[start : start + RUN]) for start in range(len(parts) - RUN + 1))


def _is_statutory(run: str) -> bool:
    """At least five words of the run are part of one name or phrase of the law."""
    parts = run.split()
    return any(" ".join(parts[start : start + 5]) in phrase for phrase in STATUTORY for start in range(len(parts) - 4))


def _shared_texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if "faults" in path.parts:  # made up, and some cannot be read at all
            continue
        if path.suffix in {".json", ".jsonl"}:
            body = path.read_bytes()
            parts = map(json.loads, body.splitlines()) if path.suffix == ".jsonl" else [json.loads(body)]
            for part in parts:
                yield from _strings(part)
        elif path.suffix in {".xml", ".md"}:
            yield re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8", errors="replace"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "one.jsonl line 1 is no label"),
        ('{"id": "1"}', "'passage'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "one.jsonl").write_text(line)
    with pytest.raises(ClassifierError, match=message):
        read_labels(tmp_path)


def test_an_unknown_kind_is_named(tmp_path: Path, labels: list[Label]) -> None:
    row: dict[str, Any] = dict.fromkeys(("id", "passage", "era", "manner", "shape"), "x") | {
        "kind": "praise",
        "weight": None,
        "act_named": False,
        "standards": [],
        "themes": [],
    }
    (tmp_path / "one.jsonl").write_bytes(orjson.dumps(row))
    with pytest.raises(ClassifierError, match="unknown words: praise"):
        read_labels(tmp_path)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClassifierError, match=r"holds no \.jsonl"):
        read_labels(tmp_path)


def test_places_hold_no_text() -> None:
    assert {name for place in read_places() for name in place.__slots__} & {"passage", "text", "context"} == set()


def test_places_are_unique() -> None:
    places = [(place.source, place.ocid, place.path, place.start) for place in read_places()]
    assert len(places) == len(set(places))


def test_places_can_be_joined_with_their_notices(shared_dir: Path) -> None:
    joined = {place.id for place, _ in rejoin(shared_dir / "notices")}
    assert joined == {place.id for place in read_places()}


def test_a_joined_place_is_the_passage_that_was_labelled(shared_dir: Path) -> None:
    lines = (shared_dir / "gold" / "dev.jsonl").read_bytes().splitlines()
    gold = {row["id"]: row["passage"] for row in map(orjson.loads, lines)}
    wrong = [place.id for place, text in rejoin(shared_dir / "notices") if gold.get(place.id, text) != text]
    assert wrong == []


def test_without_the_notices_nothing_is_joined(tmp_path: Path) -> None:
    assert list(rejoin(tmp_path)) == []
