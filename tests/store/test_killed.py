"""Killed in the middle of reading, judging and publishing, the next run ends with the tables of an undisturbed one."""

import random
from pathlib import Path

import pytest

from tests.store.killing import Undisturbed, kill_through, land_sample


# Of the sample's notices every so many.
@pytest.mark.parametrize("step", [8, pytest.param(3, marks=pytest.mark.long)])
def test_killed_in_each_stage_it_ends_with_the_tables_of_an_undisturbed_run(tmp_path: Path, step: int) -> None:
    land_sample(tmp_path / "undisturbed", step=step)
    land_sample(tmp_path / "killed", step=step)
    undisturbed = Undisturbed(tmp_path / "undisturbed")
    # On a machine that was busy only at first, what is to be killed takes a part of the time.
    assert kill_through(tmp_path / "killed", undisturbed, kills=1, moments=random.Random(5), latest=0.4)
    assert undisturbed.differences(tmp_path / "killed") == []
