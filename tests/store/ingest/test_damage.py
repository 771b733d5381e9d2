"""Damage in names and texts: names are mended, texts are kept and told, and neither hides contact details."""

from typing import Any

import pytest

from store.ingest.mapping.damage import damage_of
from store.ingest.mapping.names import mended_name
from store.ingest.mapping.rows import NoticeRows
from store.ingest.mapping.texts import texts_of
from store.ingest.notices import release_rows
from tests.store.ingest.notices import party, release, tender

LEEDS = "Leeds City Council"


def mapped(**changes: Any) -> NoticeRows:
    return release_rows("", release(**changes), None, has_mends=False)


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("Leeds City Council", LEEDS),
        ("  Leeds\u00a0City \n Council ", LEEDS),
        ("Leeds&nbsp;City&#160;Council", LEEDS),
        ("Leeds&amp;nbsp;City Council", LEEDS),
        ("<b>Leeds</b> City <br/>Council", LEEDS),
        ("Lee\u00adds City Coun\u200bcil\ufeff", LEEDS),
        ("\u202aLeeds City Council\u202c", LEEDS),
        ("\uff2c\uff45\uff45\uff44\uff53 City Council", LEEDS),
        ("Leeds\u00c2\u00a0City Council", LEEDS),
        ("Leeds \u00c2 City Council", LEEDS),
        ("Leeds_x0020_City Council_x000D_", LEEDS),
        ("Tra\ufb03c Sta\ufb00", "Traffic Staff"),
        ("Women&#39;s R&amp;D &amp; Co", "Women's R&D & Co"),
        ("Cyngor Sir Ynys M\u00c3\u00b4n", "Cyngor Sir Ynys M\u00f4n"),
        ("Children\u00e2\u20ac\u2122s Trust", "Children\u2019s Trust"),
        ("Caf\u00e9 \u2013 \u00c9ire", "Caf\u00e9 \u2013 \u00c9ire"),
        ("A < B Trust", "A < B Trust"),
        ("AT&T, B&Q", "AT&T, B&Q"),
        ("\u200b\u00ad", ""),
    ],
)
def test_name_is_what_a_reader_would_copy(published: str, name: str) -> None:
    assert mended_name(published) == name


@pytest.mark.parametrize(
    "published", ["Leeds&nbsp;City Council", "Leeds City Coun\u00adcil", "<i>Leeds City Council</i>"]
)
def test_mended_name_makes_no_new_buyer_and_is_told(published: str) -> None:
    plain = mapped(buyer={"id": "1", "name": LEEDS}, parties=[party(id="1", name=LEEDS)])
    found = mapped(buyer={"id": "1", "name": published}, parties=[party(id="1", name=LEEDS)])
    assert found.buyer == plain.buyer
    assert [issue.code for issue in found.issues] == ["mended_name"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("quality \u00e2\u20ac\u201c 30%", ["wrongly decoded letters"]),
        ("at \u00c2\u00a310", ["wrongly decoded letters"]),
        ("soc\u200bial value", ["invisible or control characters"]),
        ("soc\x00ial value", ["invisible or control characters"]),
        ("a_x000D_b", ["escaped control characters"]),
        (
            "soc\u00adial \u00c2\u00a310_x000D_",
            ["wrongly decoded letters", "invisible or control characters", "escaped control characters"],
        ),
        ("caf\u00e9 \u2013 \u00a310 \u2019s \u00c2ge, \u00e2me\r\nnext\tline\u00a0x", []),
        ("plain", []),
    ],
)
def test_damage_is_told_by_kind(text: str, kinds: list[str]) -> None:
    assert damage_of(text) == kinds


def test_each_kind_of_damage_is_one_issue_of_the_notice() -> None:
    found = mapped(
        tender=tender(description="soc\u200bial value"), description="soc\u00adial value \u00e2\u20ac\u201c 10%"
    )
    told = [(issue.code, issue.path) for issue in found.issues]
    assert told == [("damaged_text", "/tender/description"), ("damaged_text", "/description")]


def test_texts_are_kept_as_published_and_columns_can_be_shown() -> None:
    found = mapped(tender=tender(title="Parks\x00\x1b[31m", description="soc\u200bial\r\nvalue"))
    assert found.notice is not None
    assert (found.notice["title"], found.notice["description"]) == ("Parks[31m", "social\nvalue")
    assert ("/tender/description", "soc\u200bial\r\nvalue") in found.texts


@pytest.mark.parametrize("text", ["Write to pat@marl\u200bbrook.example", "Call 01632\u00ad 960\u200b001 now"])
def test_marks_do_not_hide_contact_details(text: str) -> None:
    found = dict(texts_of({"description": text}))["/description"]
    assert "removed]" in found
    assert "marl" not in found


@pytest.mark.parametrize(
    ("made", "paths"),
    [
        ({"a/b": "one", "a": {"b": "two"}}, ["/a/b", "/a~1b"]),
        ({"a~b": "one"}, ["/a~0b"]),
        ({"a\x00": "one", "a": "two"}, ["/a", "/a~2"]),
        ({"": "one", "\x1b[1m": "two"}, ["/", "/[1m"]),
    ],
)
def test_every_text_has_a_path_of_its_own(made: dict[str, Any], paths: list[str]) -> None:
    assert sorted(path for path, _ in texts_of(made)) == paths
