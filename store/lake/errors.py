"""Errors of the lake."""

from __future__ import annotations

from store.errors import StoreError


class LakeError(StoreError):
    """The lake cannot be read or written. Its text is one clear line; what is published here stays as it is."""


class ConflictError(LakeError):
    """Another writer was faster: the same is tried again from what is in the lake by then."""
