"""Pages of authorities: the database's numbers, no share under ten, like compared with like, and a list for all."""

import csv
import io
import math
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from duckdb import DuckDBPyConnection
from lxml import etree

from reports.charts import funnel
from reports.pages.bodies.authorities import held_against
from reports.pages.bodies.funnels import draw_funnels
from reports.pages.sentences.authority import comparison, kind_outside
from reports.publisher import Publisher
from reports.run import report
from reports.snapshot.authorities import Authority, Kind, foi_address, load_authorities
from reports.snapshot.standing import CHANCE, SPREAD, Comparison, Dot, chance_limits
from reports.words.spans import Span
from reports.words.wording import folder_name, percent
from tests.reports.builders import process, snapshot_of
from tests.reports.conftest import soup_of
from tests.reports.pages.test_hostile import ATTACK, hostile_process

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def folders(snapshot: DuckDBPyConnection) -> dict[str, str]:
    found = snapshot.execute("SELECT DISTINCT authority_id FROM out.process WHERE is_in_scope").fetchall()
    return {authority_id: f"authorities/{folder_name(authority_id)}" for (authority_id,) in found}


@pytest.fixture(scope="module")
def council(site: Path) -> BeautifulSoup:
    return soup_of(site / "authorities/sandmere-council/index.html")


def test_every_authority_in_scope_has_a_page_a_csv_and_a_feed(site: Path, folders: dict[str, str]) -> None:
    assert len(folders) == 7
    for folder in folders.values():
        names = {path.name for path in (site / folder).iterdir()}
        assert names - {"card.png"} == {"index.html", "processes.csv", "feed.xml"}


def test_an_authority_with_a_share_has_a_picture_of_its_own_for_shared_links(site: Path) -> None:
    for page in (site / "authorities").glob("*/index.html"):
        picture = soup_of(page).select_one("meta[property='og:image']")
        if picture is not None:  # a page that leads on has none
            assert (page.parent / str(picture["content"])).is_file()
            has_share = "in every 100" in page.read_text(encoding="utf-8")
            assert has_share == (picture["content"] == "card.png")


def test_an_authority_without_one_in_scope_has_none(site: Path) -> None:
    assert not (site / "authorities/glenorran-council").exists()


def test_the_counts_are_those_of_the_database(site: Path, snapshot: DuckDBPyConnection) -> None:
    for authority_id, n, k, evaluated in snapshot.execute(
        "SELECT authority_id, n, k, evaluated FROM out.authority WHERE n > 0"
    ).fetchall():
        page = soup_of(site / "authorities" / folder_name(authority_id) / "index.html")
        assert [tile.get_text() for tile in page.select("#counts .tiles dd")][:3] == [str(n), str(k), str(evaluated)]


def test_the_share_is_that_of_the_database(council: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    n, k, rate, low, high = snapshot.execute(
        "SELECT n, k, rate, rate_low, rate_high FROM out.authority WHERE authority_id = 'sandmere-council'"
    ).fetchall()[0]
    told = council.select(".finding")[0].get_text()
    assert f"opened {n} procurements" in told
    assert f"{k} of them ({percent(rate)}, 95% interval {percent(low)} to {percent(high)})" in told


def test_all_years_are_counted_beside_the_last_12_months(council: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    for indicator, test in (("I1", "is_flagged"), ("I2", "is_act_named"), ("I5", "level_rank >= 9")):
        k, n = snapshot.execute(
            f"SELECT count(*) FILTER ({test}), count(*) FROM out.process "
            "WHERE is_in_scope AND authority_id = 'sandmere-council'"
        ).fetchall()[0]
        assert council.select(f"#measure-{indicator} td")[1].get_text() == f"{k} of {n}"


def test_few_procurements_give_no_share(site: Path) -> None:
    page = soup_of(site / "authorities/university-of-tarnbridge/index.html")
    assert "too few to give a share" in page.select(".finding")[0].get_text()
    assert [cell.get_text() for cell in page.select("[id^=measure-] td:nth-of-type(3)")] == ["Too few to say"] * 4


@pytest.mark.parametrize(
    ("levels", "word"),
    [(["R3"] * 5, "Always"), (["R3", "R0", "R0", "R0", "R0"], "Sometimes"), (["R2"] * 5, "Never"), (["R3"] * 4, "Too")],
)
def test_habits_are_told_from_five_procurements(tmp_path: Path, levels: list[str], word: str) -> None:
    report(snapshot_of([process(number, level) for number, level in enumerate(levels)]), tmp_path)
    page = soup_of(tmp_path / "authorities/sandmere-council/index.html")
    assert page.select(".habit strong")[0].get_text().startswith(word)


def test_the_csv_holds_every_procurement_the_act_may_apply_to(site: Path, snapshot: DuckDBPyConnection) -> None:
    text = (site / "authorities/sandmere-council/processes.csv").read_text(encoding="utf-8-sig")
    expected = snapshot.execute(
        "SELECT ocid FROM out.process WHERE authority_id = 'sandmere-council' AND is_in_scope IS NOT FALSE "
        "ORDER BY ocid"
    ).fetchall()
    assert sorted((row["ocid"],) for row in csv.DictReader(io.StringIO(text))) == expected


def test_the_feed_is_atom_with_the_latest_first(site: Path) -> None:
    feed = etree.parse(site / "authorities/sandmere-council/feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    updated = [str(each.text) for each in feed.iterfind(f"{ATOM}entry/{ATOM}updated")]
    assert len(updated) == 20
    assert updated == sorted(updated, reverse=True)


def test_ids_of_a_feed_do_not_change_with_the_address(tmp_path: Path) -> None:
    ids = []
    for name, url in (("a", ""), ("b", "https://example.org/sv")):
        report(snapshot_of([process(1, "R3")]), tmp_path / name, publisher=Publisher(url=url))
        feed = etree.parse(tmp_path / name / "authorities/sandmere-council/feed.xml").getroot()
        ids.append([each.text for each in feed.iter(f"{ATOM}id")])
    assert ids[0] == ids[1]


def test_a_council_is_asked_by_its_number_and_others_are_looked_up(snapshot: DuckDBPyConnection) -> None:
    one = load_authorities(snapshot)[0]
    assert foi_address(one.authority_id, one.name)[0].startswith("https://www.whatdotheyknow.com/search/")
    assert foi_address("E07000223", "Adur District Council") == ("https://www.whatdotheyknow.com/new/41", True)


def test_an_authority_that_has_ended_is_not_to_be_asked(tmp_path: Path) -> None:
    con = snapshot_of([process(1, "R3")])
    con.execute(
        "INSERT INTO core.authority BY NAME SELECT authority_id, name, kind, kind_basis, "
        "'2026-11-01'::DATE AS valid_until, []::VARCHAR[] AS successor_ids FROM out.authority"
    )
    report(con, tmp_path)
    page = soup_of(tmp_path / "authorities/sandmere-council/index.html")
    assert "This authority ended on 1 November 2026." in page.select("#ask")[0].get_text()
    assert page.select(".actions .button")[0].get_text() == "Ask its successor"


def test_a_correction_names_the_authority() -> None:
    link = Publisher(contact="someone@example.org").contact_link("A & B Council", "a-b")
    assert link == "mailto:someone@example.org?subject=Correction%3A%20A%20%26%20B%20Council%20%28a-b%29"


def test_the_list_needs_no_script(site: Path, folders: dict[str, str]) -> None:
    page = soup_of(site / "authorities/index.html")
    assert len(page.select("#list li a")) == len(folders)
    assert page.select("form")[0].has_attr("hidden")


# --- the funnel plot ---


YEAR = Span("12 months", 52, 52, 52)


def body(
    name: str, n: int, k: int, *, limits: tuple[float, float] = (0.05, 0.95), peers: str = "district", mean: float = 0.4
) -> Authority:
    """A district council with its limits, as out.authority holds them."""
    rate = k / n if n >= 10 else None
    known = limits if n >= 10 else (None, None)
    return Authority(
        authority_id=name.lower(), name=name, kind="district", kind_basis="reference", nation="England",
        region_name=None, n=n, k=k, evaluated=0, unknown=0, rate=rate, rate_low=rate, rate_high=rate,
        median_weight_pct=None, first_on=date(2026, 1, 1), last_on=date(2026, 11, 1), act_named_12=0, weight_10_12=0,
        outside_12=0, n_all=n, k_all=k, evaluated_all=0, act_named_all=0, weight_10_all=0, unknown_all=0, weights_all=0,
        median_weight_all=None, least_weight_all=None, most_weight_all=None, peers=peers, peer_mean=mean,
        funnel_low=known[0], funnel_high=known[1],
    )  # fmt: skip


def kind_of(*members: Authority) -> Kind:
    n, k = sum(each.n for each in members), sum(each.k for each in members)
    return Kind("district", n, k, 0, 0, len(members), len(members), 0, 0, len(members), list(members))


def told_limits(text: str) -> bool:
    return "how far authorities of this kind differ anyway" in text


def test_limits_of_chance_narrow_with_the_number_of_procurements() -> None:
    assert chance_limits(0.5, 100) == pytest.approx((0.350, 0.650), abs=0.005)
    assert chance_limits(0.5, 2000) == pytest.approx((0.4655, 0.5345), abs=0.001)


@pytest.mark.parametrize("n", [10, 15, 40, 300])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.77, 0.97])
def test_chance_alone_passes_a_limit_once_in_a_thousand(share: float, n: int) -> None:
    low, high = chance_limits(share, n)
    chance = [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    assert sum(c for k, c in enumerate(chance) if k / n < low) <= 0.002
    assert sum(c for k, c in enumerate(chance) if k / n > high) <= 0.002
    assert 0 <= low < share < high <= 1


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_kind_that_always_does_the_same_has_no_room_for_chance(share: float) -> None:
    assert chance_limits(share, 20) == (share, share)


@pytest.mark.parametrize(
    ("n", "k", "share", "word"),
    [
        (9, 9, 0.5, "few"),
        (100, 70, 0.5, "above"),
        (100, 30, 0.5, "below"),
        (100, 50, 0.5, "within"),
        # A bell curve would reach over 100% and let neither stand out.
        (25, 25, 0.77, "above"),
        (25, 0, 0.23, "below"),
        (15, 15, 0.77, "within"),
    ],
)
def test_an_authority_stands_where_the_limits_of_chance_say(n: int, k: int, share: float, word: str) -> None:
    assert Comparison(CHANCE, share).verdict(Dot("a", "A", n, k)) == word


@pytest.mark.parametrize(
    ("n", "k", "limits", "word"),
    [
        (15, 12, (0.0, 1.0), "within"),  # far outside of what chance alone would make of 40%
        (12, 12, (0.01, 0.99), "above"),
        (40, 40, (0.02, 1.0), "within"),
        (40, 0, (0.02, 0.9), "below"),
        (30, 15, (0.35, 0.45), "above"),
    ],
)
def test_picture_table_and_words_go_by_the_same_limits(n: int, k: int, limits: tuple[float, float], word: str) -> None:
    own = body("Own", n, k, limits=limits)
    kind = kind_of(own, body("B", 21, 8), body("C", 32, 13), body("D", 4, 1))
    assert kind.standing(own) == word
    drawn = draw_funnels({"district": kind})["district"]
    row = next(each for each in drawn.rows() if each["authority_id"] == "own")
    assert (row["limit_low"], row["limit_high"], row["limits_allow_for"], row["centre"]) == (*limits, SPREAD, 0.4)
    assert (n, *limits) in [tuple(each.values()) for each in funnel.edged(drawn.comparison, 45)]
    assert held_against(own, kind) == (0.4, *limits, SPREAD)
    said = comparison(own, kind, YEAR)
    assert f"the average is {percent(0.4)}" in said
    assert percent(limits[0]) in said
    assert percent(limits[1]) in said
    assert "differ" in said
    assert "chance alone" not in said + drawn.held_against


def test_where_the_limits_reach_from_nothing_to_all_none_can_stand_out() -> None:
    own = body("Own", 15, 12, limits=(0.0, 1.0))
    said = comparison(own, kind_of(own, body("B", 21, 8), body("C", 32, 13)), YEAR)
    assert "differ so much that none with 15 procurements can stand out" in said
    assert "reach from 0% to 100%" in said


@pytest.mark.parametrize("peers", ["all", None])
def test_a_kind_too_small_to_fit_goes_by_chance_alone_and_says_so(peers: str) -> None:
    own = body("Own", 25, 25, limits=(0.0, 1.0), peers=peers)
    kind = kind_of(own, body("B", 60, 36, peers=peers), body("C", 14, 11, peers=peers))
    drawn = draw_funnels({"district": kind})["district"]
    row = next(each for each in drawn.rows() if each["authority_id"] == "own")
    assert (row["limit_low"], row["limit_high"]) == chance_limits(kind.k / kind.n, 25)
    assert held_against(own, kind) == (kind.k / kind.n, *chance_limits(kind.k / kind.n, 25), CHANCE)
    assert kind.standing(own) == "above"
    said = comparison(own, kind, YEAR)
    assert "stands above the limits that chance alone sets around that share" in said
    assert "cannot be told from so few" in said
    assert "1 stands above and none below the limits of chance alone" in kind_outside(kind)
    assert not kind.is_drawn_to_kind or own.shrunk_rate is None


def test_a_kind_in_which_none_stands_out_says_what_is_allowed_for() -> None:
    kind = kind_of(body("A", 15, 12), body("B", 21, 8), body("C", 32, 13), body("D", 4, 4))
    said = kind_outside(kind)
    assert said.startswith("Of 3 with 10 procurements or more, none stands outside the limits")
    assert told_limits(said)


def test_a_kind_without_one_to_place_is_held_against_nothing() -> None:
    few = body("A", 9, 4)
    kind = kind_of(few, body("B", 8, 2))
    assert (kind.comparison, kind.standing(few), kind_outside(kind)) == (None, "few", "")
    assert draw_funnels({"district": kind}) == {}
    assert held_against(few, kind) == (None,) * 4


def test_a_kind_of_two_is_no_picture() -> None:
    assert funnel.make_funnel([Dot("a", "A", 20, 4), Dot("b", "B", 20, 4)], Comparison(CHANCE, 0.2), "Kind") is None


def test_the_ring_stands_on_its_authoritys_dot() -> None:
    dots = [Dot(str(number), f"<{number}>", 10 + number * 5, number) for number in range(5)]
    made = funnel.make_funnel([*dots, Dot("few", "F", 3, 1)], Comparison(CHANCE, 0.2), "Kind")
    assert made is not None
    drawn = made.with_ring(dots[3], "T & U", "words")
    root = etree.fromstring(drawn["wide"])
    circles = [each for each in root.iter() if str(each.tag).endswith("circle")]
    ring = next(each for each in circles if each.get("fill") == "none")
    assert len(circles) == 6
    assert (ring.get("cx"), ring.get("cy")) == made.places["wide"]["3"]
    assert "<3>" in "".join(str(text) for text in root.itertext())
    assert [str(each.text) for each in list(root)[:2]] == ["T & U", "words"]


def test_an_authority_alone_of_its_kind_is_compared_with_none(snapshot: DuckDBPyConnection) -> None:
    from reports.snapshot.authorities import load_kinds

    authorities = load_authorities(snapshot)
    kind = load_kinds(snapshot, authorities)["unitary"]
    assert "no other authority of its kind" in comparison(kind.members[0], kind, Span("12 months", 52, 52, 52))


# --- hostile names ---


def test_a_hostile_name_is_only_text(tmp_path: Path) -> None:
    report(snapshot_of([hostile_process()]), tmp_path)
    named = [
        path for path in (tmp_path / "authorities").rglob("*.html") if "alert(1)" in path.read_text(encoding="utf-8")
    ]
    pages = [soup_of(path) for path in named]
    assert len(pages) == 3  # its own, the list, and the list of all
    for page in pages:
        assert not page.select("img, [onerror], [onload], main script")
    assert "<script>alert(1)</script>" in pages[0].get_text()


def test_a_hostile_id_stays_in_its_folder() -> None:
    for identifier in ("../../etc", "a/b", ATTACK, "..", "CON\x00"):
        name = folder_name(identifier)
        assert name.replace("-", "").isalnum()
        assert len(name) <= 80


def test_two_ids_never_share_a_folder_because_something_was_left_out() -> None:
    assert folder_name("a/b") != folder_name("a?b")


def test_dates_of_authorities_are_days(snapshot: DuckDBPyConnection) -> None:
    assert all(isinstance(each.last_on, date) for each in load_authorities(snapshot))
