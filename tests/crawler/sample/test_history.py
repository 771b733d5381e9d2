"""The sample history: the same every time, since 2013, of nobody real, and before what the sample portal holds."""

import gzip
import io
import random
import tarfile
from collections import Counter
from pathlib import Path

import orjson
import pytest

from crawler.sample.history.bodies import invented_bodies
from crawler.sample.history.files import SEED, write_history
from crawler.sample.history.processes import history
from crawler.sample.releases import SAMPLE_FROM, load_releases
from store.reference.tables import reference_rows


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return [path.read_bytes() for path in write_history(tmp_path_factory.mktemp("history")).values()]


@pytest.fixture(scope="module")
def releases(files: list[bytes]) -> list[dict[str, str]]:
    return [orjson.loads(line) for line in gzip.decompress(files[0]).splitlines()]


def test_it_is_the_same_every_time(files: list[bytes], tmp_path: Path) -> None:
    assert [path.read_bytes() for path in write_history(tmp_path).values()] == files


def test_every_year_since_2013_has_competitions() -> None:
    bodies = invented_bodies(random.Random(SEED))
    years = Counter(process.published.year for process in history(bodies, random.Random(1)) if process.published)
    assert sorted(years) == list(range(2013, 2027))
    assert min(years.values()) > 250


def test_forms_of_ted_come_before_find_a_tender(files: list[bytes], releases: list[dict[str, str]]) -> None:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(files[1]))) as package:
        years = {name[7:11] for name in package.getnames()}
    assert max(years) < min(release["date"][:4] for release in releases) == "2021"


def test_it_ends_before_the_sample_portal_begins_and_shares_no_number(releases: list[dict[str, str]]) -> None:
    assert max(release["date"] for release in releases) < SAMPLE_FROM.isoformat()
    crawled = {release["id"] for release in load_releases()["find_a_tender"]}
    assert not crawled & {release["id"] for release in releases}


def test_no_body_has_the_name_of_a_real_one() -> None:
    real = {row["name"].casefold() for row in reference_rows("registers/local_authorities")}
    real |= {row["alias"].casefold() for row in reference_rows("registers/local_authority_aliases")}
    bodies = [body.authority for body in invented_bodies(random.Random(SEED))]
    # Bodies of the whole kingdom sit where they like.
    places = {body.locality.casefold() for body in bodies if body.ca_type != "publicAuthorityCentralGovernment"}
    assert len(bodies) > 180
    assert not (places | {body.name.casefold() for body in bodies}) & real
