"""Fixtures of the crawler's tests."""

from collections.abc import Iterator

import pytest

from tests.crawler.forked import forked_crawls


@pytest.fixture(scope="module")
def _forked_crawls() -> Iterator[None]:
    """For modules of many crawls: their children are forked, and so begin at once."""
    with forked_crawls():
        yield
