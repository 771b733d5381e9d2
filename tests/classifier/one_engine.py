"""One engine for all that a process of tests runs: the commands and stages that it calls would each load their own."""

import contextlib
from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

from classifier import engine


@contextlib.contextmanager
def one_engine() -> Iterator[None]:
    """Have commands take the engine that is loaded already. Tests of loading call what they imported before."""
    with patch.object(engine, "load_engine", cache(engine.load_engine)):
        yield
