"""Atom feeds of editions, authorities and themes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator

LATEST = 20  # entries that a feed holds


@dataclass(frozen=True)
class Entry:
    """One entry: what makes its id, title, address, time, and its text in plain words."""

    key: str
    title: str
    link: str
    updated: datetime
    text: str


def atom(key: str, title: str, link: str, updated: datetime, entries: Iterable[Entry]) -> bytes:
    """An Atom feed of at most 20 entries, newest first. Ids come of `key` alone, so they never change."""
    feed = FeedGenerator()
    feed.id(identity(key))
    feed.title(title)
    feed.link(href=link, rel="alternate")
    feed.author({"name": "Social Value Monitor"})
    feed.language("en-GB")
    feed.generator("Social Value Monitor")
    feed.updated(updated)
    for entry in newest(list(entries)):
        item = feed.add_entry(order="append")
        item.id(identity(entry.key))
        item.title(entry.title)
        item.link(href=entry.link)
        item.updated(entry.updated)
        item.content(entry.text, type="text")
    return bytes(feed.atom_str(pretty=True))


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """The latest entries, in an order that the same entries always have."""
    return sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)[:LATEST]


def identity(key: str) -> str:
    """A lasting id for what is called `key`, whatever web host the site is on."""
    return uuid5(NAMESPACE_URL, f"social-value-monitor:{key}").urn
