"""The e-mail that each person gets of an edition: the edition itself, news of the bodies followed, or both in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.server.digest_mail import Mail
from reports.pages.edition.followed import news_of
from store.snapshot import snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.server.settings import Digest
    from reports.pages.edition.digest import Digest as Edition
    from reports.publisher import Publisher

NOBODY = "you@example.org"  # of a dry run before anyone is named


def mails_of(home: Path, settings: Digest, edition: Edition, publisher: Publisher) -> tuple[dict[str, Mail], list[str]]:
    """The e-mail of each person, one each, by address; and a line for each followed name that is of no body.

    Raises:
        StoreError: bodies are followed and nothing is published.
    """
    followed = settings.followed()
    readers = settings.emails or ([] if followed else [NOBODY])
    mails = dict.fromkeys(readers, Mail(edition.week, edition.subject, edition.text, edition.html))
    if not followed:
        return mails, []
    unknown: set[str] = set()
    with snapshot(home) as con:
        told_of = {names: news_of(con, names, edition.week, publisher) for names in set(followed.values())}
    for address, names in followed.items():
        news, wrong = told_of[names]
        unknown |= wrong
        if news is not None:
            told = news.added_to(edition) if address in mails else news.alone()
            mails[address] = Mail(told.week, told.subject, told.text, told.html)
    return mails, sorted(unknown)
