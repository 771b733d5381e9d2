"""Lines that count for nothing, or for little: examples, guidance left in a template, and what lot a heading is about."""

from __future__ import annotations

import re

EXAMPLE, GUIDANCE = "example", "guidance"
FIGURES = "figures"  # a row of a table whose numbers are no weights
_EXAMPLE = re.compile(
    r"\b(?:worked|illustrative|hypothetical|scoring|evaluation|calculation|weighting|fictional|sample) (?:worked )?examples?\b"
    r"|\bexamples? (?:of (?:how|a|an|the)|only|scor|evaluat|calculat|weight|table|criteria|tender|below|above|shows?)"
    r"|^\W*(?:\d[\d.]*\s+)?(?:an? )?examples?\b(?:\s*\d+)?\s*(?:[:\u2013-]|$)|\b(?:purely|for) (?:for )?illustrati(?:on|ve)\b"
    r"|\billustrat(?:ion|ive) (?:only|purposes?|of how)|\bby way of (?:an )?(?:example|illustration)\b|\bhypothetical\b"
    r"|\b(?:this|the following|table) (?:is|below is|shows|gives|provides) an (?:example|illustration)\b|^\W*enghraifft\b",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(
    r"\b(?:guidance|drafting|drafter'?s?|author'?s?|template|procurement team|editor'?s?) (?:note|guidance|notes|instructions?)\b(?=.{0,60}(?:[:\u2013\]-]|delete|remove))"
    r"|\bnotes? (?:to|for) (?:the )?(?:authors?|drafters?|buyers?|procurers?|commissioners?|procurement (?:officers?|leads?|teams?)|contract managers?|users? of this template)\b"
    r"|\b(?:delete|remove) (?:this|these|the following|the above|if not|where not|as (?:appropriate|applicable|necessary|required)|before (?:issue|publi|sending)|when complete)"
    r"|\bthis (?:template|model document|standard template)\b(?=.{0,80}\b(?:delete|complete|amend|edit|insert|should be|must be|tailor))"
    r"|\[\s*(?:insert|enter|add|state|specify|complete|delete|select|choose|describe|x{1,3}|y{2,3}|n{2}|\.{2,}|_{2,}|\u2026)[^\]]{0,200}\]"
    r"|<\s*(?:insert|enter|add|state|specify|delete|select)\b[^>]{0,200}>|\[\s*[xX]{1,3}\s*\]?\s*%|\b[xX]{1,3}\s?%|\[\s*\]\s*%",
    re.IGNORECASE,
)
_OPENS_GUIDANCE = re.compile(r"^\W*\[+\s*(?:guidance|drafting|note|template)", re.IGNORECASE)
_MOST_GUIDANCE_LINES = 12
_LONGEST_HEADING = 110
_HEADING_START = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+|(?:section|part|annex|appendix|schedule|table|lot|step)\b)?[A-Z]", re.IGNORECASE)


def is_example(line: str) -> bool:
    """Whether a line says that what it, or what stands below it, is only an example."""
    return _EXAMPLE.search(line) is not None


def is_guidance(line: str) -> bool:
    """Whether a line was left in from a template, for whoever fills it in."""
    return _GUIDANCE.search(line) is not None


def is_heading(line: str) -> bool:
    """Whether a line looks like a heading: short, without an end mark, no list item."""
    words = line.strip()
    if not words or len(words) > _LONGEST_HEADING or words[-1:] in ".;,?!" or words[:1] in "\u2022-*|":
        return False
    return _HEADING_START.match(words) is not None and (words[:1].isupper() or words[:1].isdigit())


class Marker:
    """Follows the lines of a document and says of each what it counts for."""

    def __init__(self) -> None:
        self._is_in_example = False
        self._guidance_lines = 0

    def mark(self, line: str) -> str:
        """`example`, `guidance`, or nothing, for the next line of the document."""
        if self._guidance_lines:
            self._guidance_lines = 0 if "]" in line else self._guidance_lines - 1
            return GUIDANCE
        if _OPENS_GUIDANCE.match(line) and "]" not in line:
            self._guidance_lines = _MOST_GUIDANCE_LINES
            return GUIDANCE
        if is_heading(line):
            self._is_in_example = is_example(line)
        if self._is_in_example or is_example(line):
            return EXAMPLE
        return GUIDANCE if is_guidance(line) else ""

    def end_of_table(self) -> None:
        """A table closes the example that it was: text below it counts again."""
        self._is_in_example = False

    @property
    def is_in_example(self) -> bool:
        """Whether a heading has said that what follows is an example."""
        return self._is_in_example
