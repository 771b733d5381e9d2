"""Eight weeks of the server in a few minutes: clock change, Easter, kills, a power cut, a full disk, portals down.

    python -m tests.benchmarks.eight_weeks [--autumn] [--keep FOLDER]

The real scheduler, commands, crawler and database run; only the clock jumps between jobs. From Monday 2 March 2026 to
Monday 27 April; with --autumn thirty weeks later, when the clocks go back. Needs leave to mount a small tmpfs for the
full disk (root); without it that part is left out. Prints what was found beside what had to be, and ends with 1 when
anything differs.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import orjson

from crawler.formats.windows import LONDON
from crawler.server.journal import read_journal
from tests.benchmarks.simulated_world import PEOPLE, SOURCES, Machine, World, releases

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 3, 2, 7, 0, tzinfo=LONDON)
END = datetime(2026, 4, 27, 7, 0, tzinfo=LONDON)
EDITIONS = range(9, 18)  # weeks; the first with which a new home begins
AUTUMN_WEEKS = 30
READER = "cat@press.example"
DISK_BYTES = 500_000_000
CONFIG = """
[schedule]
sources = ["find_a_tender", "contracts_finder"]
watch_minutes = 720
[smtp]
host = "127.0.0.1"
security = "none"
sender = "monitor@monitor.example"
[notify]
emails = ["ann@council.example", "bob@charity.example"]
[digest]
emails = ["cat@press.example"]
first = "send"
[health]
port = 0
disk_free_gb = 0.03
"""
# Title to how often each person has to be told; each of them once more when it is over.
DUE = {
    "find_a_tender cannot be crawled": 1,
    "find_a_tender: less than 98 % proven complete": 1,
    "contracts_finder: less than 98 % proven complete": 1,
    "The edition of {held_short} is held back": 1,
    "The edition of {released} is held back": 1,
    "contracts_finder publishes far fewer notices than usual": 1,
    "The disk is nearly full": 1,
    "The published data are old": 1,
}
FULL_DISK = {"The disk is nearly full", "The published data are old"}
# While the disk is full the failure itself may not be noted in time to be told.
MAY = {"update fails", "Over: update fails"}


class Story:
    """What happens in the eight weeks, and what is seen on the way.

    Args:
        weeks_later: how much later than in spring all of it happens.
    """

    def __init__(self, home: Path, scratch: Path, *, can_fill: bool, weeks_later: int) -> None:
        self.home = home
        self.weeks_later = weeks_later
        self.start, self.end = (moment + timedelta(weeks=weeks_later) for moment in (START, END))
        self.made = releases(date(2026, 1, 1), self.end.date())
        self.world = World(self.made)
        self.can_fill = can_fill
        self.wrong: list[str] = []
        self.is_filling = False
        self.machine: Machine
        self.scratch = scratch
        self.events: list[tuple[datetime, Callable[[], None]]] = sorted(
            [
                *((moment, self.world.everyday) for moment in self._nights()),
                (self.at("03-11 05:00"), lambda: self.killed(self.at("03-11 05:01"))),
                (self.at("03-15 12:00"), lambda: self.cut(self.at("03-17 10:00"))),
                *((self.at(f"03-{day} 00:40"), lambda: self.world.down("find_a_tender")) for day in (21, 22, 23)),
                (self.at("03-23 04:00"), lambda: self.mail(is_down=True)),
                (self.at("03-23 05:30"), lambda: self.expect_held(self.week(12), is_held=False)),
                (self.at("03-23 07:00"), lambda: self.expect_held(self.week(12), is_held=True)),
                (self.at("03-23 07:30"), lambda: self.mail(is_down=False)),
                (self.at("03-24 12:00"), lambda: self.expect_out(self.week(12))),
                (self.at("04-09 03:00"), self.fill),
                (self.at("04-10 02:00"), self.free),
                (self.at("04-14 00:50"), lambda: self.hide(self.at("04-14 12:00").date())),
                (self.at("04-16 00:50"), lambda: self.hide(None)),
                *((self.at(f"04-{day} 00:40"), lambda: self.world.down("contracts_finder")) for day in (20, 21)),
                (self.at("04-20 12:00"), self.release),
                (self.end, lambda: None),
            ],
            key=lambda event: event[0],
        )

    def _nights(self) -> list[datetime]:
        return [self.start.replace(hour=0, minute=30) + timedelta(days=number) for number in range(1, 57)]

    def at(self, text: str) -> datetime:
        """An instant in UK local time, from `03-21 00:00` of the spring of 2026."""
        return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=LONDON) + timedelta(weeks=self.weeks_later)

    def week(self, number: int) -> str:
        """A week of the spring of 2026 as the edition is named."""
        return f"2026-W{number + self.weeks_later:02}"

    def tell(self, environ: dict[str, str]) -> None:
        """Run it from the first day to the last."""
        self.machine = Machine(self.home, self.scratch, environ, [moment for moment, _ in self.events])
        self.machine.start(self.start)
        for number, (moment, happen) in enumerate(self.events):
            self._await(moment)
            happen()
            (self.scratch / f"clock.go-{number}").touch()
        self.seconds_to_stop = self.machine.stop()

    def _await(self, moment: datetime) -> None:
        while self.machine.now() < moment:
            if self.machine.process is None or self.machine.process.poll() is not None:
                raise SystemExit(f"the server ended at {self.machine.now()}: see {self.scratch / 'server.log'}")
            time.sleep(0.005)

    def killed(self, again: datetime) -> None:
        """The server alone is killed while the update runs, and started a minute later."""
        number = [moment for moment, _ in self.events].index(self.at("03-11 05:00"))
        (self.scratch / f"clock.go-{number}").touch()
        while not any(
            entry.event == "begun" and entry.at >= self.at("03-11 05:00") for entry in read_journal(self.home)
        ):
            time.sleep(0.01)
        time.sleep(0.7)
        self.machine.kill(is_power_cut=False)
        self.machine.start(again)

    def cut(self, again: datetime) -> None:
        """The power fails on Sunday and is back on Tuesday."""
        self.machine.kill(is_power_cut=True)
        for number, (moment, _) in enumerate(self.events):
            if moment <= again:
                (self.scratch / f"clock.go-{number}").touch()
        self.machine.start(again)

    def mail(self, *, is_down: bool) -> None:
        """The mail server goes down or comes back."""
        self.world.is_mail_down = is_down

    def hide(self, day: date | None) -> None:
        """A portal leaves out nearly all notices of a day, and says nothing."""
        rows = self.world.portal._servers["contracts_finder"].rows
        hidden = [row.id for row in rows if row.instant.date() == day][2:]
        self.world.portal.hidden = frozenset(hidden)

    def fill(self) -> None:
        """Somebody fills the disk, and takes whatever becomes free."""
        if self.can_fill:
            self.is_filling = True
            threading.Thread(target=self._fill, daemon=True).start()
            while shutil.disk_usage(self.home).free:
                time.sleep(0.01)

    def _fill(self) -> None:
        with (self.home / "ballast").open("ab", buffering=0) as file:
            while self.is_filling:
                try:
                    file.write(bytes(1 << 20))
                except OSError:
                    time.sleep(0.02)

    def free(self) -> None:
        """The disk is emptied again."""
        self.is_filling = False
        time.sleep(0.1)
        (self.home / "ballast").unlink(missing_ok=True)

    def release(self) -> None:
        """A person lets the held edition out."""
        self.expect_held(self.week(16), is_held=True)
        done = self.machine.run("release", self.week(16), "--reason", "Contracts Finder is closed for works")
        self.check(f"release of {self.week(16)}", done.returncode, 0)
        page = (self.home / f"published/site/editions/{self.week(16)}/index.html").read_text()
        self.check("reason stands in the edition", "closed for works" in page, True)

    def expect_held(self, week: str, *, is_held: bool) -> None:
        """The edition is held now, and the site says so; or nothing is held yet."""
        path = self.home / "published" / "hold.json"
        held = [hold["week"] for hold in orjson.loads(path.read_bytes())["holds"]] if path.exists() else []
        self.check(f"{week} held at {self.machine.now():%d %b %H:%M}", week in held, is_held)
        if is_held:
            self.check(f"{week} not on the site", (self.home / f"published/site/editions/{week}").exists(), False)
            index = self.home / "published/site/index.html"
            front = index.read_text() if index.exists() else ""
            self.check(f"front page says that {week} is held", "held back" in front, True)

    def expect_out(self, week: str) -> None:
        """The edition is out and no longer held."""
        self.check(f"{week} out", (self.home / f"published/site/editions/{week}/index.html").exists(), True)
        self.expect_held(week, is_held=False)

    def check(self, what: str, found: Any, expected: Any) -> None:
        """Note whether something is as it has to be."""
        print(f"{'ok   ' if found == expected else 'WRONG'} {what}: {found}", flush=True)
        if found != expected:
            self.wrong.append(what)

    def look_back(self) -> None:
        """What has to hold when the eight weeks are over."""
        site = self.home / "published" / "site" / "editions"
        self.check("editions out", sorted(path.name for path in site.glob("2026-W*")), [*map(self.week, EDITIONS)])
        with duckdb.connect(str(self.home / "published" / "monitor.duckdb"), read_only=True) as con:
            found = set(con.execute("SELECT source, release_id FROM core.notice").fetchall())
        first = (self.start - timedelta(days=26)).astimezone(UTC)
        last = self.end.astimezone(UTC).replace(hour=0)
        due = {
            (source, row["id"])
            for source in SOURCES
            for row in self.made[source]
            if first <= datetime.fromisoformat(row["date"]) < last
        }
        self.check("notices missing", len(due - found), 0)
        print(f"      notices held: {len(found)}, due: {len(due)}")
        self.look_at_messages()
        self.look_at_restore()
        events = Counter(entry.event for entry in read_journal(self.home))
        print(f"      journal: {dict(events)}")
        self.check("runs cut off and noted", events["killed"] >= 1, True)
        self.check("seconds to stop, under 20", self.seconds_to_stop < 20, True)
        print(f"      stopped in {self.seconds_to_stop:.1f} s")

    def look_at_restore(self) -> None:
        """A backup of what cannot be made again gives the same database."""
        restored = self.scratch / "restored"
        for part in ("landing", "audit", "server"):
            if (self.home / part).exists():
                shutil.copytree(self.home / part, restored / part)
        for command in ("ingest", "classify", "publish"):
            self.machine.run(command, "--home", str(restored))
        found = [contents(home / "published" / "monitor.duckdb") for home in (self.home, restored)]
        self.check("restored database has the same notices and levels", found[0] == found[1], True)
        shutil.rmtree(restored)

    def look_at_messages(self) -> None:
        """Each person was told of each thing once, of its end once, and of nothing else."""
        names = {"held_short": self.week(12), "released": self.week(16)}
        told_of = {title.format_map(names): count for title, count in DUE.items()}
        due = {title: count for title, count in told_of.items() if self.can_fill or title not in FULL_DISK}
        every = due | {f"Over: {title}": count for title, count in due.items()}
        for person in PEOPLE:
            self.check(f"told {person}", told(Counter(t for who, t in self.world.mails if who == person), every), "")
        self.check("told the webhook", told(Counter(self.world.hooks), every), "")
        editions = Counter(title for who, title in self.world.mails if who == READER)
        self.check("editions sent to a reader, each once", sorted(editions.values()), [1] * len(EDITIONS))


def contents(path: Path) -> list[Any]:
    """Notices and levels of a published database."""
    with duckdb.connect(str(path), read_only=True) as con:
        notices = con.execute("SELECT source, ocid, release_id FROM core.notice ORDER BY ALL").fetchall()
        return [notices, con.execute("SELECT ocid, level, scope FROM out.process ORDER BY ALL").fetchall()]


def told(found: Counter[str], due: dict[str, int]) -> str:
    """Where messages differ from what they have to be; empty when they do not."""
    names = sorted(set(found) | set(due))
    differing = (name for name in names if found[name] != due.get(name, 0) and not (name in MAY and found[name] == 1))
    return "; ".join(f"{name}: {found[name]} not {due.get(name, 0)}" for name in differing)


def main() -> int:
    """Run the story and return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="folder to work in and leave behind")
    parser.add_argument("--autumn", action="store_true", help="when the clocks go back")
    options = parser.parse_args()
    keep = options.keep
    scratch = Path(keep or tempfile.mkdtemp(prefix="eight-weeks-"))
    home = scratch / "home"
    home.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(home)]
    can_fill = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    (home / "svmonitor.toml").write_text(CONFIG, encoding="utf-8")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    begun = time.perf_counter()
    story = Story(home, scratch, can_fill=can_fill, weeks_later=AUTUMN_WEEKS if options.autumn else 0)
    try:
        with story.world.open() as environ:
            try:
                story.tell(environ)
            finally:
                print(f"      told the webhook: {dict(Counter(story.world.hooks))}")
                if story.machine.process and story.machine.process.poll() is None:
                    story.machine.kill(is_power_cut=True)
        story.look_back()
    finally:
        if can_fill:
            if keep:
                shutil.copytree(home, scratch / "home-kept", dirs_exist_ok=True)
            subprocess.run(["umount", str(home)], check=False)
        if not keep:
            shutil.rmtree(scratch)
    print(f"{'NOT AS IT HAS TO BE: ' + '; '.join(story.wrong) if story.wrong else 'all as it has to be'}")
    print(f"eight weeks in {time.perf_counter() - begun:.0f} s; full disk {'tried' if can_fill else 'not tried'}")
    return 1 if story.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
