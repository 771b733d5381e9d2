"""The shapes that releases come in: packages, records, lists of these, and links in place of a release."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from store.ingest.issues import Issue, shown
from store.ingest.mapping.texts import step

if TYPE_CHECKING:
    from collections.abc import Iterator

# Parts of a release that has something to say; a link to one has none of them.
_CONTENT = frozenset({"tender", "buyer", "parties", "planning", "awards", "contracts", "description", "title"})
# Parts that a package or record has only where it is a release too: these may have a title.
_OWN = frozenset({"tender", "buyer", "parties", "planning", "awards", "contracts"})
_LISTS = frozenset({"releases", "records", "compiledRelease"})


@dataclass(slots=True)
class Notes:
    """What is learnt of a document while it is read."""

    format: str = "unknown"
    has_mends: bool = False
    issues: list[Issue] = field(default_factory=list)

    def add(self, code: str, message: str, path: str | None = None, data: object = None) -> None:
        """Note a fault of the document."""
        self.issues.append(Issue(code, message, path, None if data is None else shown(data)))


def releases_of_value(value: Any, notes: Notes, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Releases inside a JSON value of any of the known shapes."""
    if isinstance(value, list):
        notes.format = "array"
        for index, item in enumerate(value):
            yield from releases_of_entry(item, notes, f"{pointer}/{index}")
    elif isinstance(value, dict):
        notes.format = _format_of(value)
        yield from _releases_of_object(value, notes, pointer)
    else:
        notes.add("unreadable_document", "the JSON holds neither an object nor a list", pointer, value)


def _format_of(value: dict[str, Any]) -> str:
    if "records" in value:
        return "record_package"
    if "compiledRelease" in value or ("releases" in value and "ocid" in value):
        return "record"
    if "releases" in value:
        return "release_package"
    return "release" if _is_release(value) else "unknown"


def _is_release(value: dict[str, Any]) -> bool:
    return "ocid" in value or "tender" in value or "tag" in value


def releases_of_entry(item: Any, notes: Notes, pointer: str) -> Iterator[tuple[str, Any]]:
    """Releases of an entry of a list: a release, a record, a package, or a link in place of one."""
    if isinstance(item, dict) and ("releases" in item or "records" in item or "compiledRelease" in item):
        yield from _releases_of_object(item, notes, pointer)
    elif _is_link(item):
        _note_link(item, notes, pointer)
    else:
        yield pointer, item


def _is_link(item: Any) -> bool:
    """Whether an entry gives the address of a release in its place; it may carry an ocid, a date and a tag."""
    return isinstance(item, dict) and isinstance(item.get("url"), str) and _CONTENT.isdisjoint(item)


def _note_link(item: dict[str, Any], notes: Notes, pointer: str) -> None:
    notes.add("linked_release", "only the address of a release, in its place", pointer, item["url"])


def _releases_of_object(value: dict[str, Any], notes: Notes, pointer: str) -> Iterator[tuple[str, Any]]:
    """Releases of each shape that an object has: a package may hold releases beside records, or be one itself."""
    if _LISTS.isdisjoint(value):
        if _is_release(value):
            yield pointer, value
        else:
            notes.add("no_releases", "the package holds no releases", pointer, ", ".join(sorted(value)))
        return
    if "records" in value:
        for at, record in _entries(value["records"], notes, f"{pointer}/records"):
            yield from releases_of_record(record, notes, at)
    if "compiledRelease" in value:
        yield from releases_of_record(value, notes, pointer)
        return
    if "releases" in value:
        for at, item in _entries(value["releases"], notes, f"{pointer}/releases"):
            yield from releases_of_entry(item, notes, at)
    yield from _own_release(value, pointer)


def _own_release(value: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """What an object that holds releases says as a release of its own; nearly none does."""
    if not _OWN.isdisjoint(value):
        yield pointer, {key: item for key, item in value.items() if key not in _LISTS}


def releases_of_record(record: Any, notes: Notes, pointer: str) -> Iterator[tuple[str, Any]]:
    """Releases embedded in a record; its compiled release only when there is none."""
    if not isinstance(record, dict):
        yield pointer, record
        return
    found = list(_entries(record.get("releases", []), notes, f"{pointer}/releases"))
    linked = [(at, item) for at, item in found if _is_link(item)]
    for at, item in linked:
        _note_link(item, notes, at)
    embedded = [(at, item) for at, item in found if not _is_link(item)]
    if embedded:
        yield from embedded
    elif "compiledRelease" in record:
        yield f"{pointer}/compiledRelease", record["compiledRelease"]
    elif not linked and _OWN.isdisjoint(record):
        notes.add("no_releases", "the record holds no releases", pointer)
    yield from _own_release(record, pointer)


def _entries(value: Any, notes: Notes, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield f"{pointer}/{index}", item
    else:
        notes.add("wrong_type", "not a list", pointer, value)
        if (
            isinstance(value, dict)
            and not _is_release(value)
            and all(isinstance(item, dict) for item in value.values())
        ):
            for key, item in value.items():
                yield f"{pointer}/{step(key)}", item
        elif isinstance(value, dict):
            yield f"{pointer}/0", value
