"""Sentences that count agree with 0, 1 and 2: "1 award is held", "2 awards are held"."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reports.pages.bodies.compare import council_sentences
from reports.pages.bodies.league import Place, kinds_finding
from reports.pages.findings.patchy import kinds_finding as patchy_kinds
from reports.pages.findings.topics import topic_finding
from reports.pages.parts.render import macros
from reports.pages.sentences import authority, delivery, winners
from reports.run import report
from reports.snapshot.rates import Tally
from reports.words.spans import Span
from reports.words.wording import by_count
from tests.reports.builders import insert, process, snapshot_of

YEAR = Span("12 months", 52, 52, 52)
THINGS = (
    "procurements|awards|contracts|authorities|councils|documents|rows|weeks|days|editions|suppliers|tests|clauses|"
    "bodies|times|measurements|organisations|notices|spreadsheets|large contracts|different clauses"
)
# One thing in the plural, or with a verb of several.
WRONG = re.compile(
    rf"(?<![\d.,£%–-])\b1 (?:{THINGS})\b|(?<![\d.,£])\b1 (?:award|contract|procurement)\w* [\w ]{{0,16}}\bare\b"
)
COUNTS = [0, 1, 2]


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0 awards of its contracts are held."),
        (1, "1 award of its contracts is held."),
        (2, "2 awards of its contracts are held."),
    ],
)
def test_awards_of_an_authority(n: int, words: str) -> None:
    row = {"n": n, "k": 0, "unknown": 0, "bound_low": None}
    assert winners.authority_words({"vcse_awards": row}).startswith(words)


@pytest.mark.parametrize(("median", "words"), [(0, "0 days"), (1.2, "1 day (four in five: 1 to 3)"), (2, "2 days")])
def test_days(median: float, words: str) -> None:
    assert winners.days_words({"median_days": median, "p10_days": 1, "p90_days": 3}).startswith(words)


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (0, 1, "0 of 1 large contract measure social value"),
        (1, 1, "1 of 1 large contract measures social value"),
        (1, 2, "1 of 2 large contracts measures social value"),
        (2, 2, "2 of 2 large contracts measure social value"),
    ],
)
def test_contracts_that_measure(k: int, n: int, words: str) -> None:
    assert delivery.page_title({"social_value_kpi": {"k": k, "n": n, "rate": None}}) == words


def _delivered(n: int, k: int, social: int, unknown: int = 0) -> dict[str, dict[str, Any]]:
    weeks = {"weeks_covered": 52, "weeks_wanted": 52, "unknown": unknown, "excluded": n, "as_of": date(2026, 11, 22)}
    return {
        "kpis_published": weeks | {"n": n, "k": k},
        "social_value_kpi": weeks | {"n": k, "k": social},
        "rating_due": weeks | {"n": n, "k": n},
        "rating_overdue": weeks | {"n": n, "k": n},
        "rating_due_2026": weeks | {"n": n, "k": n},
        "rating_overdue_2026": weeks | {"n": n, "k": n},
    }


def test_delivery_of_one() -> None:
    one = _delivered(1, 1, 1, unknown=1)
    assert delivery.finding(one) == (
        "Of 1 contract over £5 million that has to publish key performance indicators, 1 publishes them; 1 of those "
        "has one about social value. 1 more may have to: its value, start or exemption is not known."
    )
    assert "due for 1, which has run for 12 months." in delivery.rating_words(one)
    assert "due for 1 contract, and" in delivery.later_words(one)
    assert "1 such contract is held" in delivery.exempt_words(one["kpis_published"])
    assert "1 publishes them" in authority.delivered([{"indicator": name} | row for name, row in one.items()])[0]


def test_delivery_of_two() -> None:
    two = _delivered(2, 2, 2, unknown=2)
    assert delivery.finding(two) == (
        "Of 2 contracts over £5 million that have to publish key performance indicators, 2 publish them; 2 of those "
        "have one about social value. 2 more may have to: their value, start or exemption is not known."
    )
    assert "due for 2, which have run for 12 months." in delivery.rating_words(two)
    assert "due for 2 contracts, and" in delivery.later_words(two)
    assert "2 publish them" in authority.delivered([{"indicator": name} | row for name, row in two.items()])[0]


@pytest.mark.parametrize("k", COUNTS)
def test_authorities_that_never_score_it(k: int) -> None:
    scored = {
        "authority_kind": "police",
        "authorities": 12,
        "none_count": k,
        "all_count": 1,
        "rate_p10": 0,
        "rate_p90": 1,
    }
    verb = by_count(k, "scores", "score")
    assert f"{k} of 12 never {verb} it" in patchy_kinds([{"kind": "police", "scored": scored}])[0]


@pytest.mark.parametrize("placed", [1, 2])
def test_authorities_that_can_be_placed(placed: int) -> None:
    class Kind:
        members = ("a", "b", "c")

    place = Place.__new__(Place)
    said = kinds_finding([{"places": [place] * placed, "kind": Kind()}], YEAR)
    verb, whose = ("has", "its") if placed == 1 else ("have", "their")
    assert said.startswith(f"{placed} of 3 authorities {verb} the 10 procurements")
    assert said.endswith(f"among {whose} kind.")


@pytest.mark.parametrize("k", COUNTS)
def test_topics_named(k: int) -> None:
    class Latest:
        year, last_day = YEAR, date(2026, 11, 22)

    said = topic_finding("Jobs", Tally(k, 20), Latest())  # type: ignore[arg-type]
    assert said.endswith(f"{by_count(k, 'names', 'name')} it.")


@pytest.mark.parametrize("n", COUNTS)
def test_councils_compared(n: int) -> None:
    body = {"name": "Knowsley", "kind": "unitary", "all": Tally(0, n), "peers_all": Tally(0, n)}
    assert f": {n} procurement{'' if n == 1 else 's'} in scope held" in council_sentences([body])[0]


@pytest.mark.parametrize("count", [1, 2])
def test_no_page_of_a_small_site_speaks_of_one_as_several(tmp_path: Path, count: int) -> None:
    """Each body with one procurement (or two) in scope, one outside, one unknown, an award and a large contract."""
    others: list[dict[str, Any]] = [{}, {"is_in_scope": False}, {"is_in_scope": None}]
    rows = [
        process(number, "R5", themes=["jobs_skills"], standards=["TOMS"], weight_pct=10.0, **others[number % 3])
        for number in range(1, 3 * count + 1)
    ]
    with snapshot_of(rows) as con:
        span = {"period_from": date(2013, 1, 31), "period_until": date(2026, 11, 22), "is_reliable": False}
        for indicator, row in _delivered(count, count, count, unknown=count).items():
            own = {name: row[name] for name in ("n", "k", "unknown", "excluded", "as_of")}
            for cut, value in (("all", "all"), ("authority", "sandmere-council")):
                place = {"indicator": indicator, "period_kind": "all", "period": "all", "cut": cut, "cut_value": value}
                insert(con, "out.delivery", place | span | own)
        for indicator in ("vcse_awards", "vcse_value", "sme_awards"):
            for cut, value in (("all", "all"), ("authority", "sandmere-council")):
                place = {"indicator": indicator, "period_kind": "all", "period": "all", "cut": cut, "cut_value": value}
                counts = {"n": count, "k": 0, "k_declared": 0, "unknown": count, "excluded": 0, "value_gbp": 95_000.0}
                insert(con, "out.winner", place | span | counts | {"evidence_group": "all"})
        for number in range(count):
            for part in ("a", "b"):
                insert(con, "out.award", _half(number, part))
        report(con, tmp_path)
    wrong = [
        (str(path.relative_to(tmp_path)), found[0])
        for path in tmp_path.rglob("*.html")
        for found in WRONG.finditer(" ".join(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")).split()))
    ]
    assert wrong == []
    page = (tmp_path / "authorities/sandmere-council/index.html").read_text(encoding="utf-8")
    assert f"{count} more, opened in the last 12 months, {by_count(count, 'is', 'are')} outside the Act" in page
    assert f"{by_count(count, '1 award of its contracts is', '2 awards of its contracts are')} held" in page
    assert page.count(f'<td class="num">£{47_500 * count:,}</td>') == 2, "two halves come to the whole"


def _half(number: int, part: str) -> dict[str, Any]:
    """One of the two suppliers of an award of £95,000."""
    return {
        "ocid": f"ocds-award-{number}", "award_id": "1", "supplier_key": part, "supplier_name": f"Acme {part}",
        "notice_id": "1-2026", "source": "find_a_tender", "awarded_on": date(2026, 5, 4), "awarded_on_basis": "stated",
        "value_basis": "net", "value_gbp": 47_500.0, "award_value_gbp": 95_000.0, "is_framework": False,
        "supplier_count": 2, "supplier_status": "company", "status_basis": "none", "is_sample": False,
        "is_vcse_reserved": False, "evidence_group": "none", "authority_id": "sandmere-council",
        "authority_name": "Sandmere Council",
    }  # fmt: skip


def test_the_part_of_an_award_is_told_beside_the_whole() -> None:
    link = {"title": "Meals", "source": "find_a_tender", "notice_url": None, "ocid": "o", "is_in_scope": True}
    row = link | _half(1, "a") | {"has_page": True, "weight_pct": None}
    shown = str(macros("supplier_rows.html").table([row, row | {"supplier_count": 1, "value_gbp": 95_400.0}], "../"))
    words = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    assert "£47,500 of £95,000" in words
    assert words.count("£95,000") == 2, "an award to one is rounded as all money is"
