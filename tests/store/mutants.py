"""Releases with one or a few of their parts made odd, through every stage beside good ones."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

import svmonitor
from store.sql_files import quoted
from tests.store.ingest import bulk
from tests.store.ingest.notices import land, package, party, release, ted, tender

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

Place = tuple[str | int, ...]

WORDS = "Tenders are scored on price 60%, quality 30% and social value 10%. Bidders shall employ apprentices."
GOOD = [f"ocds-h6vhtk-0a{number:04d}" for number in (9001, 9002, 9003)]
STAGES = ("ingest", "classify", "publish", "report", "status")
SHOWN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


# Nests are written out by `written`: Python itself can do little with them.
NESTS = {
    f"nest {name} {depth}": (opening * depth + '"deep"' + closing * depth).encode()
    for depth in (50, 300, 1_200, 20_000)
    for name, opening, closing in (("lists", "[", "]"), ("objects", '{"a":', "}"))
}

ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 1e19, -1e19, 1e308, -1e308, 10**20, -(10**30), 10**400, 2**63, 2**64, 0.1, 1e-320),
    *(float("nan"), float("inf"), -float("inf"), 99_999_999_999, 1e11, 999_999_999_999.99),
    *(
        "",
        " ",
        "\n",
        "\x00",
        "a\x00b",
        "\x1b[31mred\x1b[0m",
        "\x9b31m",
        "\u202eright to left",
        "z\u200bw",
        "\ufeff",
        "\ud800",
    ),
    *(
        "soft\u00adhyphen",
        "fi\ufb01",
        "\U0001f600",
        "caf\u00c3\u00a9",
        "\u00e2\u20ac\u201c",
        "\u00c2 x",
        "_x000D_",
        "&amp;amp;",
        "&#0;",
    ),
    *(
        "<b>x</b>",
        "</script><script>alert(1)</script>",
        "]]>",
        "<!--",
        "{{ 7*7 }}",
        "{% raw %}",
        "{0.__class__}",
        "{}",
        "%s %n %(a)s",
    ),
    *(
        "GB-CHC (England",
        "[",
        ")",
        "(?P<a",
        "*",
        "\\",
        "\\1",
        "$1",
        "^$",
        ".*",
        "%",
        "_",
        "%_\\%",
        "a|b",
        "'",
        '"',
        "';--",
        '"; DROP',
    ),
    *(
        "../../etc/passwd",
        "/",
        "//",
        "C:\\x",
        "~",
        "con",
        ".",
        "..",
        "a/b~c",
        "[bold red]x[/]",
        "[/nothing]",
        "[link=x]y",
    ),
    *(
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "x@y.zz1",
        "x@" + "y" * 300 + ".uk",
        "pat@mar\u200bl.example",
    ),
    *(
        "true",
        "False",
        "NaN",
        "null",
        "None",
        "12,000",
        "\u00a31080000",
        "1e9",
        "0x10",
        "\u0663",
        "\u00b2",
        "-5",
        "+99:99",
    ),
    *(
        "9999-12-31T00:00:00Z",
        "0000-00-00",
        "0001-01-01T00:00:00+14:00",
        "2100-12-31T23:59:59-12:00",
        "2000-01-01",
        "18/11/2026",
    ),
    *(
        "2026-11-18T24:00:00",
        "2026-11-18t09:00:00z",
        "2026-11-18T23:59:60Z",
        "2026-11-18T09:00:00+99:99",
        "2026-W47-3",
        "20261118",
    ),
    *(
        "City Council",
        "The Council",
        "NHS Trust",
        "Leeds City Council",
        "ocds-h6vhtk-",
        "UK4",
        "uk 4",
        "compiled",
        "Tender ",
        "canceled",
    ),
    *("x" * 5_000, "word " * 5_000, "10% " * 2_000, "a" * 300 + "@", "(" * 500, "\n" * 2_000, "social value " * 500),
    *(
        [],
        {},
        [[]],
        [{}],
        {"": ""},
        {"a": {"b": {}}},
        [None],
        [1] * 3_000,
        ["x"] * 500,
        {"0": {"id": "1"}},
        {"LOT-1": {}, "LOT-2": {}},
    ),
    *NESTS,
    *(
        ["tender", "Tender ", ""],
        {"id": None, "name": None},
        {"amount": "1", "currency": "gbp"},
        {"url": "https://x.example"},
    ),
]
ODD_KEYS = [
    "",
    " ",
    "a/b",
    "\x00",
    "\x1b[1m",
    "id ",
    "ID",
    "$ref",
    "x" * 2_000,
    "criteria",
    "ocid",
    "\u202e",
    "0",
    "1",
    "a.b",
    "'",
]


def rich(number: int) -> dict[str, Any]:
    """A release that fills nearly every field that is read."""
    notice_id = f"{number:06d}-2026"
    lots = [
        {
            "id": f"{lot}",
            "title": f"Lot {lot}",
            "description": WORDS,
            "value": {"amount": 100_000, "amountGross": 120_000, "currency": "GBP"},
            "awardCriteria": {
                "description": "Scored by a panel.",
                "criteria": [
                    {"type": "price", "name": "Price", "description": "60%"},
                    {"type": "quality", "name": "Quality", "numbers": [{"number": 30, "weight": "percentageExact"}]},
                    {"type": "quality", "name": "Social value", "description": "10%"},
                ],
            },
            "contractPeriod": {"startDate": "2027-01-01T00:00:00Z", "endDate": "2029-01-01T00:00:00Z"},
        }
        for lot in (1, 2)
    ]
    supplier = party(id="GB-COH-01234567", name="Eastmere Gardens Ltd", roles=["supplier"])
    return release(
        number,
        description=WORDS,
        parties=[party(), supplier],
        links=[{"rel": "canonical", "href": "https://example.org/v1/Notice?id=ocds-r6ebe6-0000818133"}],
        relatedProcesses=[{"id": "1", "relationship": ["framework"], "identifier": "ocds-h6vhtk-0b0001"}],
        tender=tender(
            notice_id,
            description=WORDS,
            lots=lots,
            classification={"scheme": "CPV", "id": "77310000"},
            additionalProcurementCategories=["works"],
            specialRegime=["lightTouch"],
            techniques={"hasFrameworkAgreement": True, "frameworkAgreement": {"maximumParticipants": 3}},
            datePublished="2026-10-05T09:00:00+01:00",
            procuringEntity={"id": "GB-PPON-AAAA-1111-BBBB", "name": "Marlbrook City Council"},
            contractTerms={"performanceTerms": "The supplier shall report social value each year."},
            selectionCriteria={"criteria": [{"type": "economic", "description": "Turnover of 1 million."}]},
            items=[
                {
                    "id": "1",
                    "additionalClassifications": [{"scheme": "CPV", "id": "77310000"}],
                    "deliveryAddresses": [{"region": "UKC11", "countryName": "England"}],
                }
            ],
        ),
        planning={"documents": [{"id": "p", "noticeType": "UK2", "datePublished": "2026-09-01T09:00:00Z"}]},
        awards=[
            {
                "id": "1",
                "status": "active",
                "date": "2026-12-01T09:00:00Z",
                "value": {"amount": 90_000, "currency": "GBP"},
                "suppliers": [{"id": "GB-COH-01234567", "name": "Eastmere Gardens Ltd"}],
                "documents": [{"id": "a", "noticeType": "UK6"}],
            }
        ],
        contracts=[
            {
                "id": "1",
                "awardID": "1",
                "value": {"amount": 90_000, "currency": "GBP"},
                "dateSigned": "2026-12-20T09:00:00Z",
                "agreedMetrics": [{"id": "1", "title": "Apprentices", "description": "Four apprentices a year"}],
                "implementation": {
                    "metrics": [{"id": "1", "observations": [{"measureClassification": {"id": "met"}}]}]
                },
            }
        ],
    )


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Every place in a value, inner and outer."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in entries:
        yield (*at, key)
        yield from places(item, (*at, key))


def changed(value: dict[str, Any], place: Place, odd: Any, kind: str = "value") -> dict[str, Any]:
    """A copy with one place made odd: another `value`, another `key`, `gone`, put in a `list`, or given `twice`."""
    made = copy.deepcopy(value)
    holder: Any = made
    for step in place[:-1]:
        holder = holder[step]
    last = place[-1]
    if kind == "value":
        holder[last] = odd
    elif kind == "key" and isinstance(holder, dict):
        holder[str(odd)] = holder.pop(last)
    elif kind == "gone":
        del holder[last]
    elif kind == "list":
        holder[last] = [holder[last]]
    elif kind == "twice":
        holder[last] = [holder[last]] * 40
    return made


def mutant(random: random.Random, number: int) -> dict[str, Any]:
    """A release with one to three places made odd at random."""
    made = rich(number)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        place = random.choice(list(places(made)))
        kind = random.choices(("value", "key", "gone", "list", "twice"), (20, 2, 2, 1, 1))[0]
        if len(place) == 1 and place[0] == "ocid" and random.random() < 0.8:
            continue  # without an ocid little is read of a release
        made = changed(made, place, random.choice(ODD_KEYS if kind == "key" else ODD), kind)
    return made


def every_leaf(shift: int = 0) -> list[dict[str, Any]]:
    """One mutant for each place of the rich release, with the odd values in turn."""
    found = list(places(rich(1)))
    return [
        changed(rich(number), place, ODD[(number + shift) % len(ODD)]) for number, place in enumerate(found, start=1)
    ]


def written(value: Any) -> bytes:
    """A value as JSON, or what comes near to it: half characters, NaN and digits without end."""
    body = json.dumps(value).encode()
    for name, nest in NESTS.items():
        body = body.replace(f'"{name}"'.encode(), nest)
    return body


def torn(random: random.Random, body: bytes) -> bytes:
    """A body with some bytes cut, flipped or put in."""
    made = bytearray(body)
    for _ in range(random.choice((1, 2, 5))):
        at = random.randrange(len(made) or 1)
        kind = random.random()
        if kind < 0.3 and made:
            made[at] = random.randrange(256)
        elif kind < 0.6:
            made[at:at] = random.choice(
                (b'"', b"{", b"}", b"]", b",", b"\x00", b"\\", b"&", b"<", b"\xff", b"\n", b"1e999")
            )
        elif kind < 0.8:
            del made[at : at + random.randrange(1, 40)]
        else:
            made = made[: max(at, 2)]
    return bytes(made)


def odd_text(random: random.Random, body: bytes) -> bytes:
    """XML with the text of some elements made odd."""
    texts = list(re.finditer(rb">([^<>\s][^<>]*)<", body))
    for match in random.sample(texts, min(2, len(texts))):
        odd = str(random.choice([value for value in ODD if not isinstance(value, list | dict)]))
        body = body.replace(match[0], b">" + odd.encode("utf-8", "replace").replace(b"<", b"&lt;") + b"<", 1)
    return body


def odd_cells(random: random.Random) -> dict[str, str]:
    """A row of the flat CSV with some cells and columns made odd."""
    cells = dict(bulk.FLAT)
    for key in random.sample(sorted(cells), 3):
        cells[key] = str(random.choice([value for value in ODD if not isinstance(value, list | dict)]))
    if random.random() < 0.3:
        cells["/".join(["a"] * random.choice((3, 400)))] = "deep"
    return {key: value.encode("utf-8", "replace").decode() for key, value in cells.items()}


def documents(random: random.Random, count: int) -> dict[str, bytes]:
    """Files with mutants in every form that is read."""
    made = [written(mutant(random, number)) for number in range(1, count + 1)]
    third = count // 3
    record = b'{"ocid":"ocds-h6vhtk-0a0001","releases":[%b],"compiledRelease":%b}'
    return {
        "package.json": b'{"uri":"https://example.org","releases":[' + b",".join(made[:third]) + b"]}",
        "lines.jsonl": b"\n".join(made[third : 2 * third]),
        "array.json": b"[" + b",".join(made[2 * third :]) + b"]",
        "records.json": b'{"records":[' + b",".join(record % (one, made[0]) for one in made[:5]) + b"]}",
        "torn.json": torn(random, b'{"releases":[' + b",".join(made[:8]) + b"]}"),
        "torn.jsonl": torn(random, b"\n".join(made[8:16])),
        "rows.csv": bulk.flat_csv(*(odd_cells(random) for _ in range(6))),
        "torn.csv": torn(random, bulk.flat_csv(*(odd_cells(random) for _ in range(3)))),
        "uk.xml": odd_text(random, bulk.uk_xml("000501-2026", "<ocid>ocds-h6vhtk-0a0501</ocid>")),
        "ted.xml": odd_text(random, ted("123456-2018", info="Bidders shall say what social value they bring.")),
        "old.xml": odd_text(random, bulk.old_ted()),
        "torn.xml": torn(random, ted("123457-2018")),
        "packed.zip": bulk.zipped({"a.json": torn(random, made[0]), "b\x00.json": made[1]}),
    }


@dataclass
class Outcome:
    """Exit codes by stage with what was said, and what is wrong with the result."""

    codes: dict[str, int]
    said: str
    faults: list[str]


def through(home: Path, files: dict[str, bytes], *, is_landed: bool = False) -> Outcome:
    """Write the files beside good notices and run every stage over them."""
    given = home.parent / f"{home.name}-given"
    shutil.rmtree(given, ignore_errors=True)
    given.mkdir(parents=True)
    for name, body in files.items():
        (given / name).write_bytes(body)
        if is_landed:
            land(home, body)
    good = [
        rich(number) | {"ocid": ocid, "awards": [], "contracts": []}
        for number, ocid in zip((9001, 9002, 9003), GOOD, strict=True)
    ]
    (given / "good.json").write_bytes(package(*good))
    codes: dict[str, int] = {}
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        if is_landed:
            codes["ingest landing"] = svmonitor.main(["ingest", "--home", str(home)])
        for stage in STAGES:
            arguments = [stage, str(given)] if stage == "ingest" else [stage]
            codes[stage] = svmonitor.main([*arguments, "--home", str(home)])
    faults = [f"{stage} exits {code}" for stage, code in codes.items() if code > 1]
    return Outcome(codes, said.getvalue(), faults or list(faults_of(home, said.getvalue())))


def faults_of(home: Path, said: str) -> Iterator[str]:
    """What is wrong with a published home: good notices that are missing, text that cannot be shown."""
    if "do not reconcile" in said:
        yield "the counts do not reconcile"
    if re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f]", said):
        yield "a control character was printed"
    with duckdb.connect() as con:
        con.execute(f"ATTACH {quoted(home / 'published' / 'monitor.duckdb')} AS snapshot (READ_ONLY)")
        con.execute("USE snapshot")
        found = con.execute(
            "SELECT ocid FROM out.process WHERE level = 'R5' AND is_in_scope IS NOT NULL AND opened_on = '2026-10-05'"
        ).fetchall()
        missing = set(GOOD) - {ocid for (ocid,) in found}
        if missing:
            yield f"good notices are missing: {sorted(missing)}"
        columns = con.execute(
            "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
            "WHERE database_name = 'snapshot' AND schema_name IN ('core', 'out') AND data_type = 'VARCHAR'"
        ).fetchall()
        for schema, table, column in columns:
            row = con.execute(
                f'SELECT count(*) FROM {schema}.{table} WHERE regexp_matches("{column}", ?)', [SHOWN]
            ).fetchone()
            if row and row[0]:
                yield f"{schema}.{table}.{column} holds what cannot be shown"
