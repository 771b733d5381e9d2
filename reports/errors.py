"""What the reports say when they cannot be written."""


class ReportError(Exception):
    """A user's mistake or a snapshot that cannot be reported on; str() is one line saying what to do."""
