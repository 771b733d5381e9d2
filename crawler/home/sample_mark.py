"""The file that marks a home as the demo's, whose notices are invented and whose time is its own."""

from pathlib import Path

SAMPLE_MARK = "SAMPLE-DATA.txt"


def is_sample(home: Path) -> bool:
    """Whether a home holds the demo's sample data."""
    return (home / SAMPLE_MARK).exists()
