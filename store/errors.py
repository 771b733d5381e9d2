"""Errors of the store."""


class StoreError(Exception):
    """A user's mistake or a bad environment. Its text is one clear line that says what to do."""


class UnreadableError(StoreError):
    """The writer's database cannot be read: it is damaged, not ours, or of a later version."""
