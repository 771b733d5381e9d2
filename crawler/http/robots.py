"""What robots.txt allows, read once at the start of a crawl.

Scrapy's own middleware reads the body of any answer, an error page too, as rules, and logs a decision only when it
forbids. Here RFC 9309 is kept: 4xx means no rules; a portal that cannot serve the file is not crawled.
"""

from urllib.parse import urljoin

from protego import Protego

from crawler.errors import AnswerError
from crawler.formats.landing import Answer


class Robots:
    """The rules of one host."""

    def __init__(self, rules: Protego | None, user_agent: str) -> None:
        self._rules = rules
        self._user_agent = user_agent

    def is_allowed(self, url: str) -> bool:
        """Whether the rules let us ask this address."""
        return self._rules is None or bool(self._rules.can_fetch(url, self._user_agent))

    @property
    def delay_seconds(self) -> float:
        """The Crawl-delay that the rules ask for, or 0."""
        return float(self._rules.crawl_delay(self._user_agent) or 0) if self._rules else 0.0


def robots_url(base_url: str) -> str:
    """Where a host keeps its rules."""
    return urljoin(base_url, "/robots.txt")


def read_robots(answer: Answer, user_agent: str) -> Robots:
    """Rules from the body of robots.txt.

    Raises:
        AnswerError: the body is not text.
    """
    try:
        text = answer.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnswerError("robots", "robots.txt is not text", answer) from error
    return Robots(Protego.parse(text), user_agent)


def no_rules(user_agent: str) -> Robots:
    """The rules of a host that has no robots.txt: everything is allowed."""
    return Robots(None, user_agent)
