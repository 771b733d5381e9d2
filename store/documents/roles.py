"""The role of a document, from its title, the type that its notice states, its first page and its words."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.documents.content import Content

# Raised whenever the same title and text give another role: all are then told anew.
ROLES_VERSION = "3"
ROLES = ("itt", "clarification", "response_form", "pricing", "specification", "contract", "other")
# Of these alone R3 and above are taken: they say how tenders are evaluated.
EVALUATING = frozenset({"itt", "clarification"})
_FILE = Path(__file__).with_name("roles.csv")
_FIRST_PAGE_CHARS = 1500
_HEADING_LINES = 12
_TEXT_CHARS = 60_000
_LEAST_SIGNS = {"itt": 4, "response_form": 2, "contract": 2, "specification": 1}
_SURE_SIGNS = 5  # of instructions to tenderers: a document called a specification that holds them all the same
# A part of an invitation named after it: `ITT Appendix 3 - Pricing Schedule` is the schedule.
_PART_OF = re.compile(
    r"\b(?:append(?:ix|ices)|annex(?:e|es)?|schedules?|attachment|atodiad|part \d|volume \d)\b", re.IGNORECASE
)
# `ITT Response Template` is a form to answer an invitation with; `ITT template` is the invitation.
_FORM = re.compile(
    r"\bresponses?\b|form of tender|(?:submission|answers?|questions?|bid|quality|technical) template|to be completed"
    r"|for completion",
    re.IGNORECASE,
)
# `ITT and Response Document` is both; the invitation counts. In `Response to ITT and Specification` it is none.
_JOINT = r"(?:and|&|\+|with|plus|incl\w*\.?|incorporating|containing)"
_JOINED_AFTER = re.compile(rf"\w*\s*(?:(?:documents?|packs?|instructions|letter|\(\w+\))\s+)?{_JOINT}\s", re.IGNORECASE)
_JOINED_BEFORE = re.compile(rf"\b{_JOINT}\s+(?:the\s+)?$", re.IGNORECASE)
_WITHIN = re.compile(rf"\s{_JOINT}\s", re.IGNORECASE)
_ANSWERS_TO = re.compile(
    r"\b(?:(?:responses?|answers?|replies|reply|submission) (?:to|for)|(?:read|conjunction|accordance|line) with)"
    r" (?:the )?[\w\s]{0,20}$",
    re.IGNORECASE,
)
# `Quality Response Evaluation Criteria`: its last words say what it is.
_LAST = re.compile(
    r"[\w\s/'&]*\b(?:evaluation|award|assessment|scoring|marking) (?:criteria|methodology|scheme|guide)\W*",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(r"\bguid(?:ance|elines|e)\b|\bhow (?:we|tenders|bids)\b", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:pdf|docx?|xlsx?|xlsm|odt|ods|rtf|zip|html?|txt|pptx?|eml|msg|mht)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sign:
    role: str
    rank: int
    pattern: re.Pattern[str]


@cache
def _signs() -> dict[str, list[_Sign]]:
    """Signs of roles.csv by where they are looked for, strongest first."""
    found: dict[str, list[_Sign]] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            sign = _Sign(row["role"], int(row["rank"]), re.compile(row["pattern"], re.IGNORECASE))
            found.setdefault(row["place"], []).append(sign)
    return {place: sorted(signs, key=lambda sign: sign.rank) for place, signs in found.items()}


def role_of(titles: Sequence[str], document_type: str | None = None, content: Content | None = None) -> str:
    """The role of a document.

    Args:
        titles: what it is called, best first: in its notice, as a file, as the archive that holds it.
        document_type: OCDS code of its notice.
        content: what was read of it.
    """
    role = next((found for title in titles if (found := role_of_title(title))), None)
    text = _beginning(content) if content is not None else ""
    if role == "specification" and _signs_of("itt", text) >= _SURE_SIGNS and _by_heading(text) == "itt":
        return "itt"
    if role is None and document_type:
        role = _role_of_type(document_type)
    return role or (_by_text(text) if text else None) or "other"


@lru_cache(maxsize=1_000)
def _role_of_type(document_type: str) -> str | None:
    return next((sign.role for sign in _signs()["type"] if sign.pattern.search(document_type)), None)


@lru_cache(maxsize=10_000)  # "Tender notice", "ITT": few titles are ever new
def role_of_title(title: str) -> str | None:
    """The role that a title names; None when it says nothing."""
    words = re.sub(r"[_.]+", " ", _SUFFIX.sub(" ", title))
    found: dict[str, int] = {}
    invitations: list[tuple[int, int]] = []
    for sign in _signs()["title"]:
        matches = [match.span() for match in sign.pattern.finditer(words)]
        if matches:
            found.setdefault(sign.role, sign.rank)
        invitations += matches if sign.role == "itt" else []
    if not found:
        return None
    itt = found.pop("itt", None)
    others = sorted(found, key=lambda role: found[role])
    if itt is None:
        return others[0]
    if others == ["response_form"] and _GUIDANCE.search(words):
        return "itt"
    if others and any(_is_joined(words, *place) for place in invitations):
        return "itt"
    if others and (_PART_OF.search(words) or _is_about_answers(others[0], words)):
        return others[0]
    return "itt"


def _is_joined(words: str, start: int, end: int) -> bool:
    """Whether a document is the invitation named at a place together with a form, or is named by its last words."""
    before, own = words[:start], words[start:end]
    if _ANSWERS_TO.search(before):
        return False
    is_beside = _JOINED_AFTER.match(words, end) or _JOINED_BEFORE.search(before) or _WITHIN.search(own)
    return is_beside is not None or _LAST.fullmatch(words) is not None


def _is_about_answers(role: str, words: str) -> bool:
    """`ITT Response Template`: a form to answer an invitation with, not the invitation."""
    return role == "response_form" and _FORM.search(words) is not None


def _beginning(content: Content) -> str:
    lines: list[str] = []
    size = 0
    for text in _texts(content):
        lines.append(text)
        size += len(text)
        if size > _TEXT_CHARS:
            break
    return "\n".join(lines)[:_TEXT_CHARS]


def _texts(content: Content) -> Iterator[str]:
    for part in content.parts:
        for block in part.blocks:
            if block.table is None:
                yield block.text
            else:
                yield from (" ".join(cell for cell in row if cell) for row in block.table.rows)


def _by_heading(text: str) -> str | None:
    """The role that the first lines name; of several on a page the one named first."""
    lines = [line for line in text[:_FIRST_PAGE_CHARS].split("\n") if line.strip()][:_HEADING_LINES]
    for line in lines:
        if len(line) <= 160:
            role = next((sign.role for sign in _signs()["heading"] if sign.pattern.search(line)), None)
            if role is not None:
                return role
    return None


def _signs_of(role: str, text: str) -> int:
    return sum(sign.pattern.search(text) is not None for sign in _signs()["text"] if sign.role == role)


def _by_text(text: str) -> str | None:
    heading = _by_heading(text)
    counts = {role: _signs_of(role, text) for role in _LEAST_SIGNS}
    if heading == "itt" or (
        heading is None and counts["itt"] >= _LEAST_SIGNS["itt"] and counts["itt"] > counts["contract"] + 1
    ):
        return "itt" if counts["itt"] >= 1 else None
    if heading is not None:
        return heading
    return next(
        (role for role in ("response_form", "contract", "specification") if counts[role] >= _LEAST_SIGNS[role]), None
    )
