"""Killed in the middle of reading, judging and publishing, the next run ends with the tables of an undisturbed one."""

import random
from pathlib import Path

from tests.store.killing import Undisturbed, kill_through, land_sample


def test_killed_in_each_stage_it_ends_with_the_tables_of_an_undisturbed_run(tmp_path: Path) -> None:
    land_sample(tmp_path / "undisturbed", step=3)
    land_sample(tmp_path / "killed", step=3)
    undisturbed = Undisturbed(tmp_path / "undisturbed")
    # On a machine that was busy only at first, what is to be killed takes a part of the time.
    assert kill_through(tmp_path / "killed", undisturbed, kills=1, moments=random.Random(5), latest=0.4)
    assert undisturbed.differences(tmp_path / "killed") == []
