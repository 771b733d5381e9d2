"""What is done in less time for what is well shaped comes to what the long way comes to, whatever is published."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from unittest.mock import patch

import orjson
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler import attachments
from crawler.formats import landing
from crawler.text import redact
from store.ingest import workers
from store.ingest.cutting import units_of_pages
from store.ingest.documents import landed_names
from store.ingest.known import KnownReleases
from store.ingest.mapping import buyers, damage, fields, ocds, psr
from store.ingest.mapping import tender as tender_columns
from store.ingest.mapping.awards import release as awards
from store.ingest.mapping.rows import NoticeRows, word_count
from store.ingest.notices import release_rows
from store.ingest.readers.packages import content_of
from tests.store.ingest.awards import awarded, supplier
from tests.store.ingest.notices import land, package, party, release, tender

# A sign, and what stands beside it: escapes, misread letters, what hides and what the patterns begin with.
SIGNS = st.text(
    st.sampled_from('aZ0+( )\\"/\b\f\n\r\t\x00\x1c\x7f_xD\u00a0\u00ad\u00c2\u00c3\u00e2\u20ac\u200b\u2003\u2028')
)
HINTS = st.sampled_from(
    [
        "PSR",
        "Provider Selection Regime",
        "PROVIDER SELECTION",
        "direct award process A",
        "Most Suitable Provider Process",
    ]
)
ODD = st.one_of(
    SIGNS,
    HINTS,
    st.sampled_from([None, True, 0, 2.5, [], {}, [None], {"a": {"id": "1"}}, "supplier", "tenderer", "CPV", "cpv"]),
    st.sampled_from(
        ["020 7946 0958", "pat@marlbrook.example", "contractTermination", "2026-02-30", " GB ", "33000000-1"]
    ),
    st.sampled_from(
        ["//example.org/a", "https://www.in-tendhost.co.uk/x", "see https://example.org", "Long words " * 9]
    ),
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every field and entry below a value."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """A call or an award, with fields taken out, replaced or put where they do not belong."""
    made = orjson.loads(
        orjson.dumps(draw(st.sampled_from([release(1), awarded(2), awarded(3, supplier("Ann Example"))])))
    )
    for _ in range(draw(st.integers(0, 4))):
        all_places = list(places(made))
        holder, key = draw(st.sampled_from(all_places))
        kind = draw(st.integers(0, 2))
        if kind == 0 and isinstance(holder, dict):
            del holder[key]
        elif kind == 1 and isinstance(holder, dict):
            holder[
                draw(st.sampled_from(["lots", "tenderers", "documents", "specialRegime", "bids", "suitability"]))
            ] = holder[key]
        else:
            holder[key] = deepcopy(draw(ODD))  # later damage must not reach what is drawn from
    return dict(made)


def long_way(made: dict[str, Any]) -> NoticeRows:
    """The rows without any of what spares time."""
    with (
        patch.object(fields, "_SHORT", -1),
        patch.object(fields.Fields, "parts", fields.Fields.objects),
        patch.object(buyers, "_KNOWN", {}),
        patch.object(ocds, "is_odd", lambda _: True),
        patch.object(ocds, "may_say_psr", lambda _: True),
        patch.object(tender_columns, "names_psr", lambda _: True),
        patch.object(awards, "_is_mere_call", lambda _: False),
    ):
        return release_rows("/releases/0", made, None, has_mends=False)


@given(damaged())
def test_rows_are_those_of_the_long_way(made: dict[str, Any]) -> None:
    for _ in range(2):  # the second time what is known of the first is there
        assert release_rows("/releases/0", made, None, has_mends=False) == long_way(made)


@given(st.lists(SIGNS))
def test_words_are_counted_as_they_stand(texts: list[str]) -> None:
    assert word_count(texts) == sum(len(text.split()) for text in set(texts))


@given(st.lists(st.one_of(SIGNS, st.just("_x000D_"))))
def test_what_is_not_odd_is_clean_and_undamaged(texts: list[str]) -> None:
    content = content_of({"title": texts})
    is_sound = damage.is_clean(content) and not damage.may_be_damaged(content)
    assert is_sound or damage.is_odd(content)


@given(st.lists(st.one_of(SIGNS, HINTS)))
def test_hints_are_found_in_json_as_in_the_texts(texts: list[str]) -> None:
    is_hinted = any(hint in text for text in texts for hint in psr._HINTS)
    assert psr.may_say_psr(content_of({"title": texts})) == is_hinted


@given(st.text(st.sampled_from("0(+)12 .-£a4\u2013")))
def test_telephones_are_found_from_each_beginning(text: str) -> None:
    assert redact.redact(text) == redact._CANDIDATE.sub(redact._telephone, text)


NEVER = re.compile(r"(?!)")


@given(st.text(st.sampled_from("htps:/ww.Aex-[]@?#%;1\\ \t")).map(lambda end: f"https://ex.org{end}"))
def test_addresses_are_taken_apart_as_the_library_does(url: str) -> None:
    attachments._split.cache_clear()
    short = attachments._split(url)
    with patch.object(attachments, "_PLAIN", NEVER):
        attachments._split.cache_clear()
        assert attachments._split(url) == short
    attachments._split.cache_clear()


@pytest.mark.parametrize("is_faulty", [False, True])
def test_a_fault_of_a_buyer_is_told_of_every_notice(is_faulty: bool) -> None:
    name = "Marlbrook &amp; City Council" if is_faulty else "Marlbrook City Council"
    found = [
        release_rows("", release(number, buyer={"id": "B"}, parties=[party(id="B", name=name)]), None, has_mends=False)
        for number in (1, 2)
    ]
    assert found[0].buyer == found[1].buyer
    assert [["mended_name"] * is_faulty] * 2 == [[issue.code for issue in rows.issues] for rows in found]


def test_a_name_of_a_buyer_that_is_null_is_told_after_one_that_is_not_there() -> None:
    found = [
        release_rows("", release(number, buyer=buyer, parties=[party(id="B")]), None, has_mends=False)
        for number, buyer in ((1, {"id": "B"}), (2, {"id": "B", "name": None}))
    ]
    assert [[issue.code for issue in rows.issues] for rows in found] == [[], ["null_value"]]


def test_two_sources_do_not_share_a_buyer() -> None:
    rows = [release_rows("", release(), source, has_mends=False) for source in ("find_a_tender", "sell2wales")]
    assert [each.buyer and each.buyer["source"] for each in rows] == ["find_a_tender", "sell2wales"]


def read(path: Path) -> object:
    try:
        return landing.read_landed_page(path)
    except landing.PageError as error:
        return str(error)


@pytest.mark.parametrize("keep", [1.0, 0.99, 0.5, 0.0])
@pytest.mark.parametrize("added", [b"", b"more", "frame"])
@pytest.mark.parametrize("is_sized", [True, False])
def test_a_page_unpacked_at_once_is_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: float, added: bytes | str, is_sized: bool
) -> None:
    path = land(tmp_path, package(release()))
    raw = zstandard.ZstdDecompressor().decompress(path.read_bytes())
    packed = zstandard.ZstdCompressor(write_content_size=is_sized).compress(raw)
    after = packed if isinstance(added, str) else added
    path.write_bytes(packed[: int(len(packed) * keep)] + after)
    at_once = read(path)
    monkeypatch.setattr(landing, "_unpacked_at_once", lambda _: None)
    assert read(path) == at_once
    if keep == 1.0 and not added:
        assert isinstance(at_once, landing.LandedPage)


def test_other_processes_are_begun_for_what_is_new_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        land(tmp_path, package(release(number), release(number + 10, tender=tender(title=""))), name=f"p{number}")
    pages = list(units_of_pages(tmp_path / "landing", landed_names(tmp_path)))

    class BegunError(Exception):
        pass

    def begin(*_: object, **__: object) -> None:
        raise BegunError

    monkeypatch.setattr(workers, "ProcessPoolExecutor", begin)
    known = {"source": "find_a_tender", "content_id": "0" * 32}
    monkeypatch.setattr(KnownReleases, "row", lambda *_: (known, 0))
    assert len(list(workers.mapped_units([*pages], tmp_path, 2, KnownReleases(str(tmp_path))))) == len(pages)
    monkeypatch.setattr(KnownReleases, "row", lambda *_: None)
    with pytest.raises(BegunError):
        list(workers.mapped_units([*pages, *pages], tmp_path, 2, KnownReleases(str(tmp_path))))
