"""Which notices are kept apart: never read while rules are written, and measured once when a version is done."""

from __future__ import annotations

import hashlib

ONE_IN = 4


def is_set_aside(notice: str) -> bool:
    """Whether a notice (its ocid, or the number of a TED notice) is kept apart: one in four, by its SHA-256."""
    return int(hashlib.sha256(notice.encode()).hexdigest()[:8], 16) % ONE_IN == 0
