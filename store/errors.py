"""Errors of the store."""


class StoreError(Exception):
    """A user's mistake or a bad environment. Its text is one clear line that says what to do."""
