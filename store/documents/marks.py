"""Lines that count for nothing, or for little: examples, and guidance left in from a template."""

from __future__ import annotations

from store.documents.expressions import expression

EXAMPLE, GUIDANCE = "example", "guidance"
FIGURES = "figures"  # a row of a table whose numbers are no weights
_EXAMPLE = expression("example")
_GUIDANCE = expression("guidance")
_OPENS_GUIDANCE = expression("opens_guidance")
_HEADING_START = expression("heading_start")
_MOST_GUIDANCE_LINES = 12
_LONGEST_HEADING = 110


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
