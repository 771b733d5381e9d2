"""Persons among suppliers are never published by name: not in any table, file, quote, title or id."""

import re
from pathlib import Path

import pytest

from store.database import open_writer
from store.ingest.mapping.awards.persons import _LIKE_ASCII, Persons
from tests.store.ingest.awards import all_bytes, award, awarded, home_of, mapped, published, supplier
from tests.store.ingest.notices import party, tender

NAME = "Oriel Tansy Quillfeather"
WORDS = re.compile(r"quillfeather|tansy|GB-CFS-77001|ZZ1 |ZZ1\b|PQRS-1234-TUVW", re.IGNORECASE)


def person(name: str = NAME) -> dict[str, object]:
    return supplier(
        name,
        id="GB-CFS-77001",
        identifier={"legalName": name, "scheme": "GB-PPON", "id": "PQRS-1234-TUVW"},
        address={"streetAddress": "9 Fen Row, ZZ1 4AB", "postalCode": "ZZ1 4AB"},
        contactPoint={"name": name, "email": "oriel@example.org"},
    )


def telling_release(name: str = NAME) -> dict[str, object]:
    """An award notice that says a name wherever a notice can."""
    who = person(name)
    told = tender(
        "000501-2026",
        title=f"Tuition by {name}",
        description=f"{name} will give social value by lessons. Mr {name.upper()} lives near. Miss Quillfeather too."
        * 2,
        documents=[{"id": "000501-2026", "noticeType": "UK6", "description": f"CV of {name}"}],
    )
    contract = {
        "id": "oriel-tansy-quillfeather-1",
        "awardID": f"{name}-1",
        "agreedMetrics": [{"id": "1", "title": f"Hours of {name}", "description": "Social value hours."}],
        "implementation": {
            "performanceFailures": [{"id": "1", "description": f"{name} was late.", "suppliers": [{"name": name}]}],
            "metrics": [
                {
                    "id": "1",
                    "observations": [
                        {"id": "1", "measureClassification": {"id": "met", "description": f"{name} met it"}}
                    ],
                }
            ],
        },
        "amendments": [{"id": "1", "description": f"Extended for {name}."}],
    }
    given = award(f"{name}-1", who, title=f"Award to {name}", description=f"To {name}.")
    return awarded(
        1, who, tender=told, awards=[given], contracts=[contract], parties=[party(), who], description=f"Won by {name}."
    )


def test_nothing_of_a_person_stands_anywhere_but_in_what_was_received(tmp_path: Path) -> None:
    home = home_of(tmp_path, telling_release())
    with published(home, has_files=True) as con:
        assert con.execute("SELECT supplier_name, supplier_status FROM out.award").fetchall() == [
            ("an individual", "person")
        ]
        tables = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        for (table,) in tables:
            rows = con.execute(f"SELECT t::VARCHAR FROM {table} t").fetchall()
            assert [row[0] for row in rows if WORDS.search(row[0])] == [], table
    with open_writer(home) as con:
        for (table,) in con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall():
            rows = con.execute(f"SELECT t::VARCHAR FROM {table} t").fetchall()
            assert [row[0] for row in rows if WORDS.search(row[0])] == [], table
    assert not WORDS.search(all_bytes(home).decode("latin-1").replace("\0", ""))


def test_review_pages_name_no_person(tmp_path: Path) -> None:
    home = home_of(tmp_path, telling_release("Skyline Quillfeather Taxis"))
    with published(home) as con:
        assert con.execute("SELECT count(*) FROM core.supplier_review").fetchall() == [(0,)]
    with open_writer(home) as con:
        path = con.execute("SELECT t::VARCHAR FROM raw.person_key t").fetchall()
    assert path
    assert not WORDS.search(path[0][0])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Oriel Quillfeather", "paid to ORIEL  QUILLFEATHER."),
        ("Dr Oriel Quillfeather", "by Oriel Quillfeather"),
        ("Quillfeather, Oriel", "by Oriel Quillfeather"),
        ("Oriel Quillfeather t/a Fen Lessons", "by Fen Lessons and O"),
        ("Oriel Quillfeather", "award-oriel-quillfeather-1"),
        ("Oriel Quillfeather", "Oriel Quillfeather's lessons"),
        ("Anna Tansy Quillfeather", "by Anna Quillfeather"),
        ("The Quillfeather Group", "Quillfeather Group won"),
        ("Quillfeather", "to quillfeather"),
        ("Tansy O'Quillfeather-Reed", "award-tansy-o-quillfeather-reed-1"),
        ("\u0141ucja Quillfe\u0105ther", "lucja-quillfeather"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    persons = Persons()
    persons.add(name)
    cleaned = persons.removed(text)
    assert "[name removed]" in cleaned
    assert not re.search("quillfeather|fen lessons", cleaned, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CPI", "indexed by CPI"),
        ("Ann Lee", "planned leeway"),
        ("The Fen Group", "the group of fen ponies"),
        ("May Hill", "may be a hill"),
    ],
)
def test_other_words_stay(name: str, text: str) -> None:
    persons = Persons()
    persons.add(name)
    assert persons.removed(text) == text


def test_where_a_person_lives_is_taken_out_of_texts() -> None:
    persons = Persons()
    persons.add("Oriel Quillfeather")
    persons.add_address(["9 Fen Row, Wexcombe", "ZZ1 4AB"])
    assert persons.removed("From 9 Fen Row (zz14ab), near 12 Fen Road, ZZ1 4AC") == (
        "From [name removed] ([name removed]), near 12 Fen Road, ZZ1 4AC"
    )


def test_a_name_in_place_of_a_number_in_a_list_stands_in_no_path() -> None:
    who = supplier(NAME, id="p")
    given = awarded(1, parties={NAME: who, "b": party()}, awards={NAME: award("1", who, value={"amount": "ten"})})
    rows = mapped(given)
    told = repr([rows.awarding, rows.texts, [(issue.path, issue.data) for issue in rows.issues]])
    assert rows.awarding["award"]
    assert not WORDS.search(told)


def test_organisations_keep_their_names_beside_a_person(tmp_path: Path) -> None:
    who = (supplier("Quillfeather Lessons Ltd"), supplier("Oriel Quillfeather", id="p"))
    with published(home_of(tmp_path, awarded(1, *who))) as con:
        names = con.execute("SELECT supplier_name FROM out.award ORDER BY 1").fetchall()
    assert names == [("Quillfeather Lessons Ltd",), ("an individual",)]


def test_a_person_is_another_in_every_notice() -> None:
    one, other = mapped(awarded(1, person())), mapped(awarded(2, person()))
    ids = {row["supplier_id"] for rows in (one, other) for row in rows.awarding["supplier"]}
    assert len(ids) == 2


def test_a_malformed_supplier_is_told_by_its_type_alone() -> None:
    rows = mapped(awarded(1, supplier(), parties=[party(), NAME], awards={"suppliers": [NAME]}))
    assert all(NAME not in f"{issue.data}{issue.message}" for issue in rows.issues)
    assert {issue.code for issue in rows.issues} >= {"wrong_type"}


def test_the_title_in_place_of_the_supplier_is_no_person() -> None:
    rows = mapped(awarded(1, supplier("Grounds maintenance"), tender=tender("1", title="Grounds maintenance")))
    assert rows.notice is not None
    assert rows.notice["title"] == "Grounds maintenance"
    assert not rows.awarding["supplier"][0]["is_person"]


def test_awards_told_apart_by_names_alone_stay_apart() -> None:
    one, other = supplier("Oriel Quillfeather", id="p1"), supplier("Tansy Reedmace", id="p2")
    given = [award("Oriel Quillfeather-1", one), award("Tansy Reedmace-1", other)]
    rows = mapped(awarded(1, one, other, awards=given))
    assert [row["award_id"] for row in rows.awarding["award"]] == ["[name removed]-1", "[name removed]-1-2"]
    assert [row["award_id"] for row in rows.awarding["award_supplier"]] == ["[name removed]-1", "[name removed]-1-2"]


def test_a_name_in_a_text_beyond_ascii_is_found_as_in_any() -> None:
    persons = Persons()
    persons.add("Kit Quillfeather")
    for text in (
        "\u00a3200 to Kit Quillfeather",
        "to \u212ait Quillfeather",
        "to K\u0131t Quillfeather",
        "\u2019Kit\u2019",
    ):
        assert ("[name removed]" in persons.removed(text)) == ("Quill" in text)


def test_no_other_sign_is_a_letter_of_ascii_without_case() -> None:
    beyond = "".join(map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x110000)]))
    assert set(re.findall("[a-z0-9]", beyond, re.IGNORECASE)) == set(_LIKE_ASCII.findall(beyond))
    assert not [sign for sign in beyond if sign.lower().isascii() and sign != "\u212a"]
