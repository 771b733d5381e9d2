"""One record that is broken costs its neighbours nothing, in whatever form and way they come."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import orjson
import pytest

from store.database import open_writer
from store.ingest import documents
from store.ingest.readers import containers
from store.ingest.run import ingest_landing, ingest_paths
from tests.store.ingest import bulk
from tests.store.ingest.notices import land, release

# In place of a sum; what can be mended of them stands in the release with an issue, of the others only the neighbours.
TOKENS = [
    *(
        "221,000,000.00",
        "1.080.000,00",
        "\u00a31080000",
        "LOT",
        "",
        "1080000 GBP",
        "01080000",
        ".5",
        "1e",
        "TRUE",
        "N/A",
        "#REF!",
    ),
    *(
        "[1,2",
        '"unclosed',
        '"a"b"',
        '"bad \\q"',
        '"\\ud800"',
        "1e9999",
        '{"a":}',
        "{a:1}",
        "5;",
        "\x00",
        "[" * 1_200 + "]" * 1_200,
    ),
]
FORMS = ("body", "lines", "array", "records", "concatenated", "large", "zip", "landed")
CELLS = ['Ti"tle', '"Title', 'Title"', '"Tit"le', '"""Title', "a,b,c", "Ti\rtle", '"a,b"c"', '"a, b']


def broken(number: int, token: str) -> bytes:
    return orjson.dumps(release(number)).replace(b'"amount":500000', b'"amount":' + token.encode())


def packaged(*made: bytes) -> bytes:
    return b'{"uri":"https://example.org","releases":[' + b",".join(made) + b"]}"


def written(form: str, one: bytes, two: bytes, three: bytes) -> tuple[str, bytes]:
    if form == "lines":
        return "a.jsonl", b"\n".join((one, two, three))
    if form == "array":
        return "a.json", b"[" + b",\n".join((one, two, three)) + b"]"
    if form == "concatenated":
        return "a.json", packaged(one) + packaged(two) + packaged(three)
    if form == "records":
        record = b'{"ocid":"ocds-h6vhtk-0a0001","releases":[%b]}'
        return "a.json", b'{"records":[' + b",".join(record % made for made in (one, two, three)) + b"]}"
    if form == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.json", packaged(one, two, three))
        return "a.zip", buffer.getvalue()
    return "a.json", packaged(one, two, three)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every broken token in every form, read together; releases are numbered by both."""
    folder = tmp_path_factory.mktemp("neighbours")
    home = folder / "home"
    with open_writer(home) as con, pytest.MonkeyPatch.context() as patch:
        large = []
        for row, token in enumerate(TOKENS):
            for column, form in enumerate(FORMS):
                first = number_of(row, column)
                name, body = written(form, broken(first, "5"), broken(first + 1, token), broken(first + 2, "5"))
                if form == "landed":
                    land(home, body, name=f"{first}")
                    continue
                path = folder / form / f"{row}-{name}"
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(body)
                if form == "large":
                    large.append(path)
        ingest_paths(con, [folder / form for form in FORMS if form not in {"large", "landed"}])
        ingest_landing(con, home)
        for module in (containers, documents):
            patch.setattr(module, "IN_MEMORY_BYTES", 100)
        ingest_paths(con, large, processes=1)
        yield con


def number_of(row: int, column: int) -> int:
    return 1 + 3 * (row * len(FORMS) + column)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:12])
def test_neighbours_are_stored(read: duckdb.DuckDBPyConnection, token: str, form: str) -> None:
    first = number_of(TOKENS.index(token), FORMS.index(form))
    wanted = [f"{number:06d}-2026" for number in (first, first + 2)]
    found = read.execute("SELECT count(*) FROM core.notice WHERE list_contains(?, release_id)", [wanted]).fetchall()
    assert found == [(2,)]


def test_nothing_is_lost_in_silence(read: duckdb.DuckDBPyConnection) -> None:
    """Of each document an issue tells of the broken one, whether it was mended or lost."""
    silent = read.execute(
        "SELECT name FROM raw.document ANTI JOIN core.issue USING (document_id) ORDER BY name"
    ).fetchall()
    assert silent == []


@pytest.mark.parametrize("form", ["body", "large", "landed"])
@pytest.mark.parametrize("cell", CELLS)
def test_rows_after_a_loose_quote_are_read(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, cell: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        bulk.FLAT
        | {"id": f"{number}", "ocid": f"ocds-b5fd17-{number}", "tender/title": "TITLE", "tender/description": "Words."}
        for number in range(4)
    ]
    lines = bulk.flat_csv(*rows).split(b"\r\n")
    lines[2] = lines[2].replace(b"TITLE", cell.encode())
    body = b"\r\n".join(lines)
    if form == "landed":
        land(tmp_path, body, source="contracts_finder")
        ingest_landing(con, tmp_path)
    else:
        (tmp_path / "rows.csv").write_bytes(body)
        for module in (containers, documents) if form == "large" else ():
            monkeypatch.setattr(module, "IN_MEMORY_BYTES", 100)
        ingest_paths(con, [tmp_path / "rows.csv"], processes=1)
    found = {row[0] for row in con.execute("SELECT release_id FROM core.notice").fetchall()}
    assert {"0", "2", "3"} <= found
    assert "1" in found or con.execute("SELECT count(*) FROM core.issue").fetchall() != [(0,)]
