"""Words to take out are found however they are written, by the lake and in the home alike; others stay."""

import unicodedata

import duckdb
import pyarrow as pa
import pytest

from store.lake.errors import LakeError
from store.lake.standing import tables_holding
from store.lake.words import REMOVED, Words

FOUND = [
    ("Zoë Ångström", "Zoë Ångström"),
    ("Zoë Ångström", unicodedata.normalize("NFD", "ZOË ÅNGSTRÖM")),
    (unicodedata.normalize("NFD", "Zoë Ångström"), "zoë  ångström"),
    ("Zoë", "https://example.org/people/Zo%C3%AB"),
    ("Mary Example", "Mary\nExample"),
    ("Mary\nExample", "Mary Example"),
    ("Mary Example", "Mary\u00a0Example"),
    ("Mary Example", "Mary\u00ad \u200bExample"),
    ("Mary Example", "https://example.org/cv_mary_example.pdf"),
    ("Mary Example", "https://example.org/?by=Mary%20Example&x=1"),
    ("Mary Example", "https://example.org/?by=mary+example"),
    ("Mary Example", "https://example.org/p%2Fmary-example"),
    ("mary.example@example.org", "<mailto:Mary.Example@example.org>"),
    ("mary.example@example.org", "https://example.org/?to=mary.example%40example.org"),
    ("Mary O'Example", "Mary O\u2019Example"),
    ("Ann-Mary Example", "Ann\u2011Mary Example"),
    ("J. (Jo) Ex*mple+[x]", "J. (Jo) Ex*mple+[x]"),
    (r"back\slash $1", r"back\slash $1"),
    ("+44 20 7946 0000", "call +44 20 7946 0000."),
]
KEPT = [
    ("Ann", "Annette, Joann"),
    ("Anne Lee", "Anne Leeds"),
    ("J.R", "JAR"),
    ("Ex.mple", "Example"),
    ("Jose", unicodedata.normalize("NFD", "José")),
    ("Zoë", "Zoe"),
]


def cleared(words: str, text: str) -> str:
    rows, _ = Words([words]).cleared(pa.table({"text": [text]}))
    return str(rows["text"][0])


def stands(words: str, text: str) -> bool:
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA core; CREATE TABLE core.made (text VARCHAR, texts VARCHAR[])")
        con.execute("COMMENT ON TABLE core.made IS 'Made.'; INSERT INTO core.made VALUES (?, [])", [text])
        return bool(tables_holding(con, [words]))


@pytest.mark.parametrize(("words", "text"), FOUND)
def test_words_are_found_however_they_are_written(words: str, text: str) -> None:
    assert REMOVED in cleared(words, text)
    assert stands(words, text)


@pytest.mark.parametrize(("words", "text"), KEPT)
def test_what_only_looks_like_them_stays(words: str, text: str) -> None:
    assert cleared(words, text) == text
    assert not stands(words, text)


@pytest.mark.parametrize("words", [".*", "a", "-", "\n x \n", "%"])
def test_words_that_stand_everywhere_are_refused(words: str) -> None:
    with pytest.raises(LakeError, match="stands everywhere: name at least 2 letters or digits"):
        Words([words])
