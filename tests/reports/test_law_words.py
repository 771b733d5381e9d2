"""What pages say of the law: whom the Act covers, what it asks and does not ask, and where that is read."""

import csv
import re
from pathlib import Path

import pytest

from reports.pages.sentences.authority import RESERVED_IN_WALES, known_meaning
from reports.words.labels import rows
from store.reference.known_bodies import KnownBody
from tests.reports.conftest import soup_of

RULES = Path("store/reference/law/scope_rules.csv")
OWN_RULES = "mostly buy under rules of their own"


def body(nation: str | None, kind: str) -> KnownBody:
    return KnownBody("b", "B", kind, nation, None, None, None, [], [])


def test_bodies_of_wales_that_the_act_covers_are_those_of_the_rules() -> None:
    with (Path(__file__).parents[2] / RULES).open(encoding="utf-8") as file:
        found = [
            row
            for row in csv.DictReader(file)
            if (row["step"], row["nation"], row["decision"]) == ("D1", "Wales", "yes")
        ]
    assert {row["kind"] for row in found} == RESERVED_IN_WALES


@pytest.mark.parametrize(
    ("nation", "kind", "is_told"),
    [
        ("Wales", "police", False),
        ("Wales", "central_department", False),
        ("Wales", "arms_length_body", False),
        ("Wales", "unitary", True),
        ("Wales", "fire", True),
        ("Wales", "devolved_body", True),
        ("Scotland", "police", True),
        ("Northern Ireland", "police", True),
        ("England", "police", False),
        (None, "other", False),
    ],
)
def test_rules_of_their_own_are_told_of_devolved_bodies_alone(nation: str | None, kind: str, is_told: bool) -> None:
    assert (OWN_RULES in " ".join(known_meaning(body(nation, kind), 0))) == is_told


def test_glossary_and_edition_tell_the_scope_that_is_counted(site: Path) -> None:
    meaning = next(row["meaning"] for row in rows("glossary") if row["term"] == "In scope")
    edition = next((site / "editions").glob("*/index.html"))
    for told in (meaning, " ".join(soup_of(edition).select_one("#method").get_text().split())):  # type: ignore[union-attr]
        assert "England" in told
        assert "whole United Kingdom" in told
        assert re.search(r"in Wales whose work is not devolved, such as (a|the) police", told)


@pytest.mark.parametrize("lesson", rows("lessons"), ids=lambda lesson: lesson["lesson"])
def test_a_lesson_says_what_it_rests_on_and_gives_no_duty_that_the_act_lacks(lesson: dict[str, str]) -> None:
    assert lesson["source"].strip()
    said = f"{lesson['text']} {lesson['check']} {lesson['answer']}"
    # Section 1 asks to consider before the notice; it asks for no words, weight or measure in it.
    for sentence in re.split(r"(?<=[.|])\s*", said):
        if re.search(r"\b[Tt]he Act\b", sentence) and re.search(r"\b(notice|weight|measure|publish)", sentence):
            assert re.search(r"\b(not|no|none)\b", sentence), sentence
    # Shares: ten percent of policy, and sums worked out on the page itself.
    assert set(re.findall(r"(\d+)%", said)) <= {"10", "6", "60", "3"}


def test_the_training_pack_prints_its_sources(site: Path) -> None:
    told = " ".join(soup_of(site / "training" / "index.html").get_text().split())
    for lesson in rows("lessons"):
        assert f"rests on: {lesson['source']}." in told


def test_what_counts_find_a_tender_alone_is_set_apart_from_all_portals(site: Path) -> None:
    evidence = soup_of(site / "evidence" / "index.html")
    sections = evidence.select("section.lesson")
    lead = evidence.select_one("header.lead")
    assert lead is not None
    assert "counts Find a Tender alone" in lead.get_text()
    assert "on Find a Tender" in sections[0].select(".finding")[0].get_text()
    assert "step by step, all portals together" in sections[2].select("caption")[0].get_text()
    for page in ("themes", "standards", "patchy", "evidence", "map", "regions"):
        note = soup_of(site / page / "index.html").select_one("#coverage")
        assert note is not None
        assert "counts all portals together unless it names one" in note.get_text()
