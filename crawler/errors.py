"""What the crawler raises when a person has to do something."""


class CrawlerError(Exception):
    """A mistake in what was asked or configured, or a bad environment; its text is one line saying what to do."""
