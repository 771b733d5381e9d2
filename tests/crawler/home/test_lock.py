"""One holder at a time; the others learn who it is; a killed holder holds nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import CrawlerError
from crawler.home.lock import Holder, hold, holder, lock_path

HOLD = """
import pathlib, sys, time
from crawler.home.lock import hold
with hold(pathlib.Path(sys.argv[1]), "writer", "svmonitor ingest"):
    print("held", flush=True)
    time.sleep(60)
"""


def other(home: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(home)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def end(process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
    process.send_signal(number)
    process.wait(10)
    assert process.stdout is not None
    process.stdout.close()


def test_second_is_told_who_has_it(tmp_path: Path) -> None:
    process = other(tmp_path)
    with (
        pytest.raises(CrawlerError, match=rf"process {process.pid} \(svmonitor ingest, since 20"),
        hold(tmp_path, "writer", "x", wait_seconds=0),
    ):
        pass
    end(process)


def test_it_waits_for_the_first_and_says_so_once(tmp_path: Path) -> None:
    process, told = other(tmp_path), list[Holder]()

    def tell(who: Holder) -> None:
        told.append(who)
        end(process)

    with hold(tmp_path, "writer", "x", wait_seconds=20, tell=tell):
        assert [who.pid for who in told] == [process.pid]


def test_killed_holder_holds_nothing(tmp_path: Path) -> None:
    end(other(tmp_path), signal.SIGKILL)
    with hold(tmp_path, "writer", "x", wait_seconds=0):
        assert (lock_path(tmp_path, "writer")).is_file()


def test_holder_names_this_process_while_it_holds(tmp_path: Path) -> None:
    process = other(tmp_path)
    found = holder(tmp_path, "writer")
    end(process)
    assert found is not None
    assert found.pid == process.pid


def test_free_lock_has_no_holder(tmp_path: Path) -> None:
    with hold(tmp_path, "writer", "x"):
        pass
    assert holder(tmp_path, "writer") is None


def test_locks_of_other_names_are_free(tmp_path: Path) -> None:
    with hold(tmp_path, "scheduler", "x"), hold(tmp_path, "writer", "y", wait_seconds=0):
        assert os.getpid()


def test_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CrawlerError, match="cannot be written"), hold(tmp_path / "file", "writer", "x"):
        pass


ON_A_FULL_DISK = """
import pathlib, resource, signal, sys
from crawler.home.lock import hold
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with hold(pathlib.Path(sys.argv[1]), "writer", "svmonitor ingest"):
    print("held")
"""


def test_lock_holds_when_nothing_can_be_written(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)], capture_output=True, check=False)
    assert (done.stdout, done.returncode) == (b"held\n", 0)
