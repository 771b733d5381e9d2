"""What the crawler raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.formats.landing import Answer


UNREACHABLE = "unreachable"
"""Why a crawl ended that could make no connection to its portal."""


class CrawlerError(Exception):
    """A mistake in what was asked or configured, or a bad environment; its text is one line saying what to do."""


class AnswerError(Exception):
    """An answer that cannot be used, raised where it is read; asking again may help.

    Attributes:
        code: a short name for the kind of fault.
        answer: what was received, if anything.
    """

    def __init__(self, code: str, detail: str, answer: Answer | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.answer = answer


class FinalAnswerError(AnswerError):
    """An answer that cannot be used, raised where asking again would bring the same."""


class LockoutError(AnswerError):
    """The portal shuts us out for a while; `wait_seconds` is how long it said, or None."""

    def __init__(self, code: str, detail: str, answer: Answer, wait_seconds: float | None) -> None:
        super().__init__(code, detail, answer)
        self.wait_seconds = wait_seconds


class PortalClosedError(FinalAnswerError):
    """Raised when the portal is not to be asked again in this run: it shut us out, or its certificate is wrong."""


class CrawlStoppedError(Exception):
    """Raised when the rest of the plan is not asked in this run; `reason` becomes the finish reason."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
