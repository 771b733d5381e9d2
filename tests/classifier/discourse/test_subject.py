"""A contract's subject, its clients and its buyer's aims are no evidence; what is asked beside it is."""

from pathlib import Path

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge

Notice = tuple[str, str, list[str]]  # a title, a body that speaks of its subject, and what could be asked beside it


def _notices() -> list[Notice]:
    notices: list[Notice] = []
    for line in Path(__file__).with_name("subject_met.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            notices.append((line[2:], "", []))
        elif line.startswith("+ "):
            notices[-1][2].append(line[2:])
        elif line and not line.startswith("#"):
            title, body, asks = notices[-1]
            notices[-1] = (title, f"{body}\n{line}".strip(), asks)
    return notices


NOTICES = _notices()
TITLES = [title for title, _, _ in NOTICES]
ASKS = [(title, body, ask) for title, body, asks in NOTICES for ask in asks]


@pytest.mark.parametrize(("title", "body", "_asks"), NOTICES, ids=TITLES)
def test_the_subject_asks_for_nothing(judge: Judge, title: str, body: str, _asks: list[str]) -> None:
    assert [item.text for item in judge(f"{title}\n\n{body}")] == []


@pytest.mark.parametrize(("title", "body", "_asks"), NOTICES, ids=TITLES)
def test_the_opening_sentence_tells_the_subject_where_the_title_stands_elsewhere(
    judge: Judge, title: str, body: str, _asks: list[str]
) -> None:
    del title
    assert [item.text for item in judge(body)] == []


@pytest.mark.parametrize(("title", "body", "ask"), ASKS, ids=[ask[:60] for _, _, ask in ASKS])
def test_what_is_asked_beside_the_subject_counts(judge: Judge, title: str, body: str, ask: str) -> None:
    for text in (f"{title}\n\n{body}\n{ask}", f"{body}\n{ask}", f"{title}\n\n{ask}"):
        found = judge(text)
        assert level_of(found) == "R1", text
        assert all(item.text in ask for item in found), text


@pytest.mark.parametrize("title", ["Apprenticeships", "Carbon reduction", "Community engagement"])
def test_a_title_names_what_is_bought(judge: Judge, title: str) -> None:
    assert judge(f"{title}\n\nThe Council invites quotations. The closing date is 4 May.") == []
    assert level_of(judge(title)) == "R1"
