"""Starts a process at the simulated instant that SVMONITOR_TEST_CLOCK's file holds; Python imports it by this name."""

import os
from datetime import datetime
from pathlib import Path

import time_machine

if "SVMONITOR_TEST_CLOCK" in os.environ:
    told = Path(os.environ["SVMONITOR_TEST_CLOCK"]).read_text(encoding="ascii")
    time_machine.travel(datetime.fromisoformat(told), tick=True).start()
