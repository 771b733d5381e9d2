"""Passages that speak for the ones after them: list openers, headings, and `this will be scored`.

A passage such as `A summary of the expected community benefits follows:` opens a frame; the items under it take its
kind, until wording that ends it. A later passage may also point back: `This will be tested in your response`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.kinds import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from classifier.kinds import Reading
    from classifier.passages import Passage

MAX_ITEMS = 14
MAX_REASONS = 2
POINT_BACK = 2  # passages
HEADING_CHARS = 60
_REGENERATION = "theme_only.template_theme"
_OPENS = re.compile(r":\s*[-*\u2022]?\s*$|\b(?:as follows|the following|below|including|include|includes)\W*$", re.IGNORECASE)
_TEMPLATE_OPENS = re.compile(
    r"community benefits (?:that .{0,60})?has been provided as follows|community benefits included in this contract are|for the following reason", re.IGNORECASE
)
_ENDS = re.compile(r"(?:for (?:more|further) information|the buyer |download the |note: |\((?:sc|wa) ref|additional information|how to apply|award criteria)", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"\b(?:not|nor) (?:be )?(?:applicable|appropriate|relevant|required|proportionate|applied|scored|evaluated)\b|^\W*(?:n/?a|none|nil)\b", re.IGNORECASE)
_SCORES_IT = re.compile(
    r"^\W*(?:(?:all |each |any )?(?:this|these|they|it|such|both|responses?|answers?|submissions?)\b).{0,80}\b(?:evaluated|scored|assessed|tested|weighted|marked)\b", re.IGNORECASE
)
_HANDS_IT_IN = re.compile(r"\b(?:complete|return|reattach|submit|upload|sign|respond to|answer)\w*\b.{0,60}\b(?:this|these|it|template|matrix|menu|form|question|questionnaire|schedule)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^\W*(?:other areas|examples?|for example|such as|this (?:may|could|can|might) include|these (?:may|could|can|might|include)|areas (?:to|for)|options)", re.IGNORECASE)
_HEADING = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?\s*)?(?:[\w&'/()-]+\s+){0,6}[\w&'/()-]+:?$")


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with what its own words say (None when they hold nothing of the lexicon), and the kind it ends with."""

    passage: Passage
    reading: Reading | None
    decision: Decision
    source: Judged | None = None  # the passage it points back to


@dataclass(slots=True)
class _Frame:
    opener: Judged
    is_heading: bool
    takes_all: bool
    left: int


def read_frames(judged: Iterable[Judged]) -> Iterator[Judged]:
    """The same passages in order, with the kind their frame gives them."""
    items = list(judged)
    frame: _Frame | None = None
    last: tuple[int, Judged] | None = None
    for position, item in enumerate(items):
        if item.reading is None and frame is None and (last is None or position - last[0] > POINT_BACK):
            yield item
            continue
        if ends_frame(item.passage.clean):
            frame = None
        if _speaks(item):
            near = last[1] if last is not None and position - last[0] <= POINT_BACK else None
            item = _example_of(near, item)
            frame = _open(item) or _keep(frame, item)
            if item.decision.kind in {"criterion", "requirement", "mention"}:
                last = (position, item)
            yield item
            continue
        near = last[1] if last is not None and position - last[0] <= POINT_BACK else None
        if item.decision.rule == _REGENERATION and near is None:
            near = next((after for after in items[position + 1 : position + 1 + POINT_BACK] if _speaks(after)), None)
        heard = (_in_frame(frame, item) if frame is not None else None) or (_points_back(near, item) if near is not None else None)
        if frame is not None:
            frame.left -= 1
            frame = frame if frame.left > 0 else None
        yield item if heard is None else replace(item, decision=heard, source=near if heard.rule.endswith(".points_back") else None)


def may_open(text: str) -> bool:
    """Whether a passage that names social value could open a frame for those after it."""
    is_heading = len(text) < HEADING_CHARS and not text.endswith(".")
    return is_heading or _OPENS.search(text) is not None or _TEMPLATE_OPENS.search(text) is not None


def ends_frame(text: str) -> bool:
    """Whether a passage ends the list before it."""
    return _ENDS.match(text) is not None


def may_point_back(text: str) -> bool:
    """Whether a passage may speak of the one before it."""
    return any(pattern.search(text) is not None for pattern in (_SCORES_IT, _HANDS_IT_IN, _GOES_ON))


def _speaks(item: Judged) -> bool:
    """Whether the passage itself speaks of social value."""
    if item.decision.kind in {"none", "theme_only"}:
        return False
    return item.reading is not None


def _open(item: Judged) -> _Frame | None:
    text = item.passage.clean
    kind = item.decision.kind
    if _TEMPLATE_OPENS.search(text):
        return _Frame(item, is_heading=False, takes_all=True, left=MAX_REASONS if kind == "excluded" else MAX_ITEMS)
    if kind == "excluded":
        return None
    if _OPENS.search(text):
        return _Frame(item, is_heading=len(text) < HEADING_CHARS and kind == "mention", takes_all=False, left=MAX_ITEMS)
    if kind == "mention" and len(text) < HEADING_CHARS and _HEADING.match(text):
        return _Frame(item, is_heading=True, takes_all=False, left=MAX_ITEMS // 2)
    return None


def _keep(frame: _Frame | None, item: Judged) -> _Frame | None:
    """A passage on social value inside a list leaves the list open."""
    if frame is None or frame.opener.decision.kind == "excluded" or item.decision.kind == "excluded":
        return None
    frame.left -= 1
    return frame if frame.left > 0 else None


def _in_frame(frame: _Frame, item: Judged) -> Decision | None:
    opener = frame.opener.decision
    text = item.passage.clean
    if opener.kind == "excluded":
        return _because("excluded", "excluded.reason", frame)
    if _NOT_APPLICABLE.search(text):
        return _because("excluded", "excluded.list_item", frame)
    has_theme = item.reading is not None and item.reading.has_theme
    is_asked = item.decision.kind == "theme_only"
    if frame.is_heading:
        return _because("requirement", "requirement.under_heading", frame) if is_asked else None
    if opener.kind == "mention" and is_asked and not item.passage.is_item:
        return _because("requirement", "requirement.list_item", frame)
    if frame.takes_all or has_theme or (item.passage.is_item and len(text) < 300):
        return _because(opener.kind, f"{opener.kind}.list_item", frame)
    return None


def _example_of(near: Judged | None, item: Judged) -> Judged:
    """`Examples of community benefits are ...` after a requirement is part of the requirement."""
    if near is None or item.decision.kind != "mention" or not _GOES_ON.match(item.passage.clean):
        return item
    kind = near.decision.kind
    return replace(item, decision=Decision(kind, f"{kind}.goes_on", f"goes on from {near.passage.clean[:80]!r}"))


def _because(kind: str, rule: str, frame: _Frame) -> Decision:
    return Decision(kind, rule, f"stands under {frame.opener.passage.clean[:80]!r}")


def _points_back(near: Judged, item: Judged) -> Decision | None:
    text = item.passage.clean
    because = f"points back to {near.passage.clean[:80]!r}"
    if _SCORES_IT.search(text):
        if re.search(r"\bnot\b", text):
            return Decision("excluded", "excluded.points_back", because)
        return Decision("criterion", "criterion.points_back", because)
    if _HANDS_IT_IN.search(text):
        kind = "criterion" if near.decision.kind == "criterion" else "requirement"
        return Decision(kind, f"{kind}.points_back", because)
    if _GOES_ON.match(text) and item.reading is not None and item.reading.has_theme:
        return Decision(near.decision.kind, f"{near.decision.kind}.goes_on", because)
    if item.decision.rule == _REGENERATION and near.decision.kind != "excluded":
        return Decision("requirement", "requirement.template_theme", because)
    return None
