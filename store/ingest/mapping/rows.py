"""The rows one notice becomes, ready to be staged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.ingest.issues import Issue


@dataclass(slots=True)
class NoticeRows:
    """A notice as columns of core.notice, with what hangs on it.

    `texts` are (path, text) of every free text; `criteria` rows of core.criterion less the notice's key; `buyer` a row
    of core.buyer; `documents` rows of core.document less the notice's key; `issues` the faults met; `awarding` rows of
    the tables of awards, suppliers, contracts and their delivery, by table. A release that cannot be stored has no
    `notice`, only issues; one of another country is passed over and has neither. One that is known as it stands has
    `known` alone, its source and content id, and `known_issues`, how many issues it raises.
    """

    notice: dict[str, Any] | None
    buyer: dict[str, Any] | None = None
    criteria: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    is_foreign: bool = False
    known: dict[str, str] | None = None
    known_issues: int = 0
    awarding: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


# Each byte of a text in ASCII as a blank or as a sign of a word.
_BLANKS = bytes(ord(" ") if chr(sign).isspace() else ord("a") for sign in range(128)).ljust(256, b"a")


def word_count(texts: list[str]) -> int:
    """Words in texts, each distinct text counted once: some portals repeat the description under their documents."""
    plain = [""]
    count = 0
    for text in set(texts):
        if text.isascii():
            plain.append(text)
        else:
            count += len(text.split())
    # Where a word begins is counted: to make every word takes twice the time.
    return count + "\n".join(plain).encode().translate(_BLANKS).count(b" a")
