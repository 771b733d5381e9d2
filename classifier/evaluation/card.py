"""The evaluation card as a page of Markdown, from the figures of `classifier.evaluation.run`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classifier.evaluation.card_opinion import overrules, reliability
from classifier.evaluation.card_recorded import recorded
from classifier.evaluation.card_tables import as_table, share
from classifier.evaluation.card_unseen import unseen
from classifier.evidence import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from classifier.evaluation.statistics import Scores, Share

_WAYS = {"alone": "the passage alone", "in_context": "in its paragraph"}
_INTRO = """\
# Evaluation card

Written by `svmonitor evaluate`; not edited by hand. Classifier version `{version}`.

**What it is for.** Finding the sentences of UK procurement notices that ask for social value, and saying how strongly.
It is not made for tender documents, contracts or other countries, and it says nothing of whether a promise was kept.

**What it learnt from.** Rules written from guidance, the portals' templates and notices read; a model of bags of words
trained on {own} passages of our own in the manner of real notices (labels `{labels}`), none copied from a notice.

**How to read the figures.** Shares stand with their 95 % Wilson interval in brackets and the counts behind them. *Flag*
means evidence of social value (criterion, requirement or mention) against the rest."""
_GOLD = """\
## On passages of real notices

{passages} passages of {notices} notices, labelled by people: {material}. {seen}{cut_off}
Five parts of the notices are shown apart to tell how steady the figures are. *The passage alone* is what is left when a
list item or answer is cut from the heading that gives it its meaning."""
_SEEN = "The rules were tuned on these very passages, so the figures are an upper bound."
_UNSEEN = "Neither rules nor model were made with these passages in view."
_CUT_OFF = " {cut_off} of them are not found in the paragraph given with them, and are judged alone both times."
_PROCESSES = """\
## On whole notices

{processes} notices with the level that a reader gave them: {material}. {differ} were given another
level by the classifier."""
_OWN = """\
## On passages of our own

{passages} passages written to be varied and hard: many wordings of each kind, words that only look like social value,
untidy text. The model is cross-validated in five folds. The rules were widened by reading what they got wrong here, so
this too is an upper bound for them; on new wordings expect more mistakes, most of all `mention` for `requirement`."""


def card(figures: Mapping[str, Any], material: str, *, is_unseen: bool = False) -> str:
    """The page, from the figures of `evaluate`; without gold figures that part is left out.

    `material` names the passages and processes of real notices; `is_unseen` says that neither rules nor model were
    made with them in view.
    """
    own, gold = figures["own"], figures["gold"]
    intro = _INTRO.format(
        version=figures["version"], own=own["counts"]["passages"], labels=figures["labels_sha256"][:12]
    )
    seen = _UNSEEN if is_unseen else _SEEN
    processes = figures["processes"]
    parts = [
        intro,
        unseen(figures["version"]),
        *(_gold(gold, material, seen) if gold else ()),
        *((_processes(processes, material),) if processes else ()),
        *recorded(),
        *_own(own),
    ]
    return "\n\n".join(parts) + "\n"


def _gold(gold: Mapping[str, Any], material: str, seen: str) -> Iterable[str]:
    counts = gold["counts"]
    cut_off = _CUT_OFF.format(**counts) if counts["cut_off"] else ""
    yield _GOLD.format(**counts | {"material": material, "seen": seen, "cut_off": cut_off})
    for way, title in _WAYS.items():
        found = gold["ways"][way]["rules_and_model"]
        yield f"### Judged {title}\n\n{_main(found, found['false_alarms'], found['false_alarms_hard'])}"
    best = gold["ways"]["in_context"]["rules_and_model"]
    yield f"### By kind, in its paragraph\n\n{_kinds(best['kinds'])}"
    yield f"### Which kind was said for which, in its paragraph\n\n{_confusion(best['confusion'])}"
    yield f"### Beside other ways of reading\n\n{_ways(gold)}"
    yield f"### How far a score is to be trusted, in its paragraph\n\n{reliability(best)}"
    yield f"### By portal, in its paragraph\n\n{_parts(gold['by_source'], 'portal')}"
    folds = {f"part {number}": fold for number, fold in enumerate(gold["folds"], 1)}
    yield f"### By fifths of the notices\n\n{_parts(folds, 'part')}"
    yield f"### Sensitivity and specificity\n\n{_correction(gold['correction'])}"
    yield f"### How often each rule was right, in its paragraph\n\n{_rules(best['rules'])}"


def _processes(found: Mapping[str, Any], material: str) -> str:
    intro = _PROCESSES.format(processes=found["processes"], material=material, differ=len(found["differ"]))
    rows = [
        (source, str(part["processes"]), share(part["flag"]["precision"]), share(part["flag"]["recall"]),
         share(part["level_right"]))
        for source, part in (("all", found), *found["by_source"].items())
    ]  # fmt: skip
    levels = [(level, share(right)) for level, right in found["by_level"].items()]
    return "\n\n".join(
        (
            intro,
            as_table(("portal", "notices", "flag: precision", "flag: recall", "level right"), rows),
            as_table(("level", "right"), levels),
        )
    )


def _own(own: Mapping[str, Any]) -> Iterable[str]:
    yield _OWN.format(**own["counts"])
    yield _main(own["rules_and_model"], own["false_alarms"], None)
    yield f"### By kind\n\n{_kinds(own['rules_and_model']['kinds'])}"
    yield f"### Which kind was said for which\n\n{_confusion(own['rules_and_model']['confusion'])}"
    rows = [
        ("rules and model, cross-validated", own["rules_and_model"]),
        ("rules alone", own["rules"]),
        ("the second opinion alone, cross-validated", own["model"]),
        ("the words `social value`", own["keyword"]),
    ]
    yield f"### Beside other ways of reading\n\n{_table_of_ways(rows)}"
    yield f"### How far a score is to be trusted\n\n{reliability(own['rules_and_model'])}"
    yield f"### Where the second opinion stands against a rule\n\n{overrules(own['overrules'])}"
    yield f"### By the years whose wording they follow\n\n{_parts(own['by_era'], 'years')}"
    yield f"### By the portal they are written like\n\n{_parts(own['by_source'], 'portal')}"
    yield f"### How often each rule was right\n\n{_rules(own['rules_and_model']['rules'])}"
    yield f"## What it gets wrong\n\n{_mistakes(own['mistakes'])}"


def _main(found: Mapping[str, Any], alarms: Share, hard: Share | None) -> str:
    rows = [
        ("flag: precision", share(found["flag"]["precision"])),
        ("flag: recall", share(found["flag"]["recall"])),
        ("passages that are not social value, flagged", share(alarms)),
        *([("the hardest of them, flagged", share(hard))] if hard else []),
        ("kind right", share(found["kind_right"])),
        ("kinds: mean F1 of the six", f"{found['kind_macro_f1']:.3f}"),
        ("exclusions found", share(found["kinds"]["excluded"]["recall"])),
        ("weight: value and unit exact", share(found["weight"]["value_and_unit"])),
        ("weight: and what it is a share of", share(found["weight"]["share_of"])),
        ("standards: F1", _f1(found["standards"])),
        ("themes: F1", _f1(found["themes"])),
    ]
    return as_table(("figure", "value"), rows)


def _f1(found: Scores) -> str:
    if found["f1"] is None:
        return "none"
    return f"{found['f1']:.3f} (precision {share(found['precision'])}, recall {share(found['recall'])})"


def _kinds(table: Mapping[str, Scores]) -> str:
    rows = [
        (kind, share(table[kind]["precision"]), share(table[kind]["recall"]), f"{table[kind]['f1'] or 0:.3f}")
        for kind in KINDS
    ]
    return as_table(("kind", "precision", "recall", "F1"), rows)


def _confusion(table: Mapping[str, Mapping[str, int]]) -> str:
    rows = [(f"**{kind}**", *(str(table[kind][said]) for said in KINDS)) for kind in KINDS]
    return as_table(("labelled, said:", *KINDS), rows)


def _ways(gold: Mapping[str, Any]) -> str:
    ways = gold["ways"]
    rows = [
        ("rules and model, in its paragraph", ways["in_context"]["rules_and_model"]),
        ("rules alone, in its paragraph", ways["in_context"]["rules"]),
        ("rules and model, the passage alone", ways["alone"]["rules_and_model"]),
        ("rules alone, the passage alone", ways["alone"]["rules"]),
        ("the second opinion alone", gold["model"]),
        ("the words `social value`", gold["keyword"]),
    ]
    table = _table_of_ways(rows)
    second = gold["second_reader"]
    if second is None:
        return table
    return (
        f"{table}\n\nA second reader agreed with the settled label on {share(second['kind_right'])} of kinds and on "
        f"{share(second['flag_right'])} of flags, with a mean F1 of {second['kind_macro_f1']:.3f} over the kinds."
    )


def _table_of_ways(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    cells = [
        (name, share(way["flag"]["precision"]), share(way["flag"]["recall"]), f"{way['kind_macro_f1']:.3f}")
        for name, way in rows
    ]
    return as_table(("way", "flag: precision", "flag: recall", "kinds: mean F1"), cells)


def _parts(parts: Mapping[str, Mapping[str, Any]], name: str) -> str:
    rows = [
        (
            part,
            str(found["passages"]),
            share(found["flag"]["precision"]),
            share(found["flag"]["recall"]),
            share(found["kind_right"]),
        )
        for part, found in parts.items()
    ]
    return as_table((name, "passages", "flag: precision", "flag: recall", "kind right"), rows)


def _correction(rows: Sequence[Mapping[str, Any]]) -> str:
    cells = [
        (row["counted"], row["source"], f"{row['se_k']}/{row['se_n']}", f"{row['sp_k']}/{row['sp_n']}") for row in rows
    ]
    table = as_table(("counted", "portal", "found of those there", "left alone of those not there"), cells)
    return (
        f"{table}\n\nThese are counts of passages on which the rules were tuned, so that published rates are not "
        "corrected by them: the correction waits for labels of whole processes (`svmonitor audit sample`), at least "
        "100 to a stratum."
    )


def _rules(rules: Mapping[str, Share]) -> str:
    return as_table(("rule", "right where it decided"), [(f"`{rule}`", share(found)) for rule, found in rules.items()])


def _mistakes(rows: Sequence[Mapping[str, str]]) -> str:
    cells = [(row["kind"], row["said"], f"`{row['rule']}`", row["passage"]) for row in rows]
    return "Passages of our own, two for each way of being wrong.\n\n" + as_table(
        ("labelled", "said", "rule", "passage"), [(*cell[:3], " ".join(cell[3].split())) for cell in cells]
    )
