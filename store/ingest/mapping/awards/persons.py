"""Names of persons taken out of a notice: suppliers who are, or may be, sole traders or other individuals."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import orjson

from store.registers.names import mended, parts_of
from store.registers.organisations import GIVEN_NAMES, HONORIFICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.issues import Issue
    from store.ingest.mapping.rows import NoticeRows

    _Spelling = tuple[str, tuple[str, ...]]

NAME_REMOVED = "[name removed]"
_LEAST_LETTERS = 4  # of a name of one word; shorter ones ("CPI") are words and abbreviations too
_TITLES = "|".join(sorted(HONORIFICS))
_BETWEEN = r"[\W_]{1,4}"
_INSIDE = r"[\W_]{0,2}"  # in place of an apostrophe, which ids leave out or write as a hyphen
# What is taken out of texts: words that stand together, a surname behind a title, the halves of a postcode.
_NAME, _TITLED, _PLACE = "name", "titled", "place"
_LIKE_ASCII = re.compile("[\u0130\u0131\u017f\u212a]")  # beside ASCII, what a letter of it matches without case
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_LEAST_ADDRESS_WORDS = 3  # "3 Clock Lane"; fewer are words like others
_UNFOLDED = str.maketrans("\u0142\u00f8\u0111\u0131\u0141\u00d8\u0110", "lodiLOD")
# Never touched: what identifies a notice and its parts, hashes, codes and instants.
_KEPT = frozenset(
    (
        *(
            "source",
            "ocid",
            "release_id",
            "notice_id",
            "content_id",
            "buyer_id",
            "buyer_name",
            "supplier_id",
            "text_id",
        ),
        *("stage", "tags", "language", "cpv_code", "cpv_codes", "special_regimes", "path", "paths", "notice_url"),
    )
)


class Persons:
    """The names of persons met in one notice, and their removal from its texts."""

    def __init__(self) -> None:
        self._spellings: dict[_Spelling, None] = {}
        self._hints: set[tuple[str, ...]] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, name: str) -> None:
        """A name as published; its trading part and the name without a title are names too."""
        legal, trading = parts_of(mended(name))
        for part in dict.fromkeys((name, legal, trading or "")):
            words = _words(part)
            self._add_words(words)
            if words and words[0].casefold().strip(".") in HONORIFICS:
                self._add_words(words[1:])
        if "," in legal:  # "Smith, John" is written "John Smith" elsewhere
            last, _, first = legal.partition(",")
            self._add_words(_words(first) + _words(last))

    def _add_words(self, words: list[str]) -> None:
        if len(words) > 2 and words[0].casefold() == "the":
            words = words[1:]
        if len(words) > 1 or (words and sum(map(str.isalpha, words[0])) >= _LEAST_LETTERS):
            self._add(_NAME, words)
        if 1 < len(words) <= 4:  # "Miss Smith"
            self._add(_TITLED, words[-1:])
        if len(words) in {3, 4} and words[0].casefold() in GIVEN_NAMES:  # without the names between
            self._add(_NAME, [words[0], words[-1]])

    def add_address(self, texts: list[str]) -> None:
        """Where a person lives: postcodes, and lines with a number and a street."""
        for text in texts:
            for halves in _POSTCODE.findall(text):
                self._add(_PLACE, halves)
            words = _words(_POSTCODE.sub("", text).split(",")[0])
            if len(words) >= _LEAST_ADDRESS_WORDS and any(map(str.isdigit, words[0])):
                self._add(_NAME, words)

    def _add(self, kind: str, words: Sequence[str]) -> None:
        """A spelling, and the words without each of which it stands in no text; of odd words nothing is known."""
        plain = [word.lower() for word in words if word.isascii() and word.isalnum()]
        self._spellings[kind, tuple(words)] = None
        self._hints.add(tuple(sorted(plain, key=len, reverse=True)))
        self._pattern = None

    def removed(self, text: str) -> str:
        """A text without the names; the same object when there are none."""
        if not self._spellings or self._is_without(text):
            return text
        if self._pattern is None:  # made when a text may hold a name: most notices say it nowhere but in its place
            names = sorted(map(_pattern_of, self._spellings), key=len, reverse=True)
            self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(names)})(?![^\W_])", re.IGNORECASE)
        return self._pattern.sub(NAME_REMOVED, text)

    def _is_without(self, text: str) -> bool:
        """Whether it is plain that no name stands in a text: words are looked for much faster than patterns."""
        if not text.isascii() and _LIKE_ASCII.search(text):
            return False
        plain = text.lower()
        return not any(all(word in plain for word in words) for words in self._hints)

    def removed_from(self, rows: NoticeRows) -> NoticeRows:
        """Rows of the notice without the names, wherever they stand; `rows` itself is changed and returned."""
        if not self._spellings or self._is_without(_said_in(rows)):
            return rows
        if rows.notice:
            rows.notice = self._clean(rows.notice)
        rows.texts = [(self.removed(path), self.removed(text)) for path, text in rows.texts]
        rows.criteria = [self._clean(row) for row in rows.criteria]
        rows.documents = [
            row | {key: self._clean(row.get(key)) for key in ("title", "description")} for row in rows.documents
        ]
        self._clean_ids(rows.awarding)
        rows.awarding = {  # suppliers are organisations by now, whatever words their names share with a person's
            table: found if table == "supplier" else [self._clean(row) for row in found]
            for table, found in rows.awarding.items()
        }
        rows.issues = [self._clean_issue(issue) for issue in rows.issues]
        return rows

    def _clean_ids(self, awarding: dict[str, list[dict[str, Any]]]) -> None:
        """Take the names out of ids, and keep two ids two that differed in the name alone."""
        for key in ("award_id", "contract_id"):
            renamed: dict[str, str] = {}
            for row in (row for found in awarding.values() for row in found):
                said = row.get(key)
                if said is None:
                    continue
                if said not in renamed:
                    cleaned = self.removed(said)
                    taken = sum(each.startswith(cleaned) for each in renamed.values()) if cleaned != said else 0
                    renamed[said] = f"{cleaned}-{taken + 1}" if taken else cleaned
                row[key] = renamed[said]

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.removed(value)
        if isinstance(value, list):
            return [self._clean(item) for item in value]
        if isinstance(value, dict):
            return {key: each if key in _KEPT else self._clean(each) for key, each in value.items()}
        return value

    def _clean_issue(self, issue: Issue) -> Issue:
        return type(issue)(
            issue.code,
            self.removed(issue.message),
            None if issue.path is None else self.removed(issue.path),
            None if issue.data is None else self.removed(issue.data),
        )


def _said_in(rows: NoticeRows) -> str:
    """All that stands in rows, in one text, as JSON; suppliers are organisations by now and stay as they are."""
    awarding = {table: found for table, found in rows.awarding.items() if table != "supplier"}
    said = [rows.notice, rows.texts, rows.criteria, rows.documents, awarding, rows.issues]
    return orjson.dumps(said).decode()


def _pattern_of(spelling: _Spelling) -> str:
    """The pattern of a spelling in a text."""
    kind, words = spelling
    if kind == _PLACE:
        return rf"{words[0]}[\W_]{{0,2}}{words[1]}"
    title = rf"(?:{_TITLES})[\W_]{{1,3}}" if kind == _TITLED else ""
    return title + _BETWEEN.join(map(_spelt, words))


def _spelt(word: str) -> str:
    """A pattern of a word as texts, ids and addresses of the web spell it."""
    parts = _INSIDE.join(re.escape(part) for part in re.split("['\u2019]", word) if part)
    folded = _folded(word)
    return parts if folded == word else f"(?:{parts}|{re.escape(folded)})"


def _folded(word: str) -> str:
    """A word without its accents, and whole where it has none."""
    bare = unicodedata.normalize("NFKD", word.translate(_UNFOLDED))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)*", text)
