"""Where a text is cut, and that masking keeps every character in its place."""

import pytest

from classifier.text.masking import is_damaged, mask
from classifier.text.passages import MAX_PASSAGE, split


def cleaned(text: str) -> list[str]:
    return [passage.clean for passage in split(mask(text))]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("One sentence. Another one.", ["One sentence.", "Another one."]),
        ("See e.g. Annex 2 for more. Next.", ["See e.g. Annex 2 for more.", "Next."]),
        ("It costs 1.5 million. Next.", ["It costs 1.5 million.", "Next."]),
        ("ends here.Next begins", ["ends here.", "Next begins"]),
        ("• first • second", ["• first", "• second"]),
        ("Bidders must:\n- hire\n- train", ["Bidders must:", "- hire", "- train"]),
        ("lines that were\nwrapped in the middle", ["lines that were wrapped in the middle"]),
        ("a heading\r\n\r\nA paragraph.", ["a heading", "A paragraph."]),
        ("Social Value\n10%", ["Social Value 10%"]),
        ("Social value\n\nNot applicable", ["Social value Not applicable"]),
        ("Is it scored? No", ["Is it scored? No"]),
        ("the summary: - Jobs - Training - Skills", ["the summary:", "- Jobs", "- Training", "- Skills"]),
        ("see https://a.example/x-y The next sentence", ["see https a example x y", "The next sentence"]),
        (
            "Not required Community benefits are included in this requirement.",
            ["Not required", "Community benefits are included in this requirement."],
        ),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_cuts(text: str, passages: list[str]) -> None:
    assert cleaned(text) == passages


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a&amp;b", "a&    b"),
        ("a&amp;nbsp;b", "a          b"),
        ("a<br/>b", "a\n    b"),
        ("a<b>c</b>", "a   c    "),
        (r"a\nb\u2019s", "a\n b'     s"),
        ("benefitsrn next", "benefits\n  next"),
        ("ends.rnrnNext", "ends.\n   Next"),
        ("the modern northern return", "the modern northern return"),
        ("Blackburn and Melbourn", "Blackburn and Melbourn"),
        ("a\r\nb\x00c\xa0d", "a \nb c d"),
        ("\u2018quoted\u2019", "'quoted'"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert len(mask(text)) == len(text)


def test_damage_is_seen_before_the_prefilter() -> None:
    assert is_damaged("social&nbsp;value")
    assert not is_damaged("research & development < 5")


def test_a_passage_is_never_longer_than_the_limit() -> None:
    assert max(passage.end - passage.start for passage in split("word " * 2000)) <= MAX_PASSAGE


def test_duties_in_one_sentence_are_items_each() -> None:
    text = (
        "The supplier must: recruit eight apprentices; open the pool to carers; and bring in refill points. It opens."
    )
    passages = list(split(text))
    assert [passage.words for passage in passages] == [
        "The supplier must:",
        "recruit eight apprentices;",
        "open the pool to carers; and",
        "bring in refill points.",
        "It opens.",
    ]
    assert [passage.is_item for passage in passages] == [False, True, True, True, False]
