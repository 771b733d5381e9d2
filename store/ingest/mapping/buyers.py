"""The buyer as published."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import printable
from crawler.text.redact import redact
from store.hashes import short_hash
from store.ingest.mapping.names import mended_name
from store.registers.apart import name_apart

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

# UK_CA_TYPE on notices under the Procurement Act 2023, TED_CA_TYPE on those before.
_TYPE_SCHEMES = ("UK_CA_TYPE", "TED_CA_TYPE")
_BUYER_ROLES = ("buyer", "procuringentity", "procuringauthority", "leadbuyer")
# What is read of a party, and the rows of those that were read before: a body publishes notice after notice.
_READ = ("name", "address", "identifier", "additionalIdentifiers", "details")
_KNOWN: dict[bytes, dict[str, Any]] = {}
_MOST_KNOWN = 4096
_DEVOLVED_SCHEME = "UK_CA_DEVOLVED_REGULATIONS"


def buyer_of(release: Object, source: str, fields: Fields) -> dict[str, Any] | None:
    """Row of core.buyer for the release's buyer; None when it names none. Contact points are not read."""
    place, reference = _reference(release, fields)
    at, party = _party_of(release, place, reference, fields)
    said = {key: party[key] for key in _READ if key in party}
    # A name that is null is told, one that is not there is not.
    content = orjson.dumps((source, "name" in reference, reference.get("name"), said))
    known = _KNOWN.get(content)
    if known is not None:
        return known
    issue_count = len(fields.issues)
    row = _row(source, (place, reference), (at, party), fields)
    if row is not None and len(fields.issues) == issue_count:  # a fault is told of every notice
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[content] = row
    return row


def _row(
    source: str, placed: tuple[str, Object], placed_party: tuple[str, Object], fields: Fields
) -> dict[str, Any] | None:
    (place, reference), (at, party) = placed, placed_party
    published = _name(reference, place, fields) or _name(party, at, fields)
    if published is None:
        return None
    apart = name_apart(published)
    name = apart.name
    address = fields.object(party, "address", at)
    scheme, identifier = _identifier(party, at, fields)
    if scheme is None and apart.numbers:
        scheme, identifier = apart.numbers[0]
    beside = [
        f"{register}:{number}" for register, number in apart.numbers if (register, number) != (scheme, identifier)
    ]
    if beside or apart.doubtful:
        said = f"{', '.join(beside)} is not kept" if beside else "kept in the name"
        fields.note("identifier_in_name", said, f"{place}/name", published)
    ca_type, devolved = _classifications(party, at, fields)
    row = {
        "name": name,
        "identifier_scheme": scheme,
        "identifier": identifier,
        "locality": fields.text(address, "locality", f"{at}/address"),
        "postal_code": fields.text(address, "postalCode", f"{at}/address"),
        "region_code": fields.text(address, "region", f"{at}/address"),
        "country": fields.text(address, "country", f"{at}/address")
        or fields.text(address, "countryName", f"{at}/address"),
        "ca_type": ca_type,
        "devolved_regulations": devolved,
        "source": source,
    }
    return with_buyer_id(row)


def with_buyer_id(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its id: the hash of everything published about the buyer."""
    return row | {"buyer_id": short_hash(orjson.dumps(row, option=orjson.OPT_SORT_KEYS))}


def padded(scheme: str | None, identifier: str | None) -> str | None:
    """An identifier as its register writes it: company numbers are published without their leading zeros."""
    if scheme == "GB-COH" and identifier:
        return identifier.upper().zfill(8)
    return identifier


def _name(holder: Object, at: str, fields: Fields) -> str | None:
    """The name as a reader would copy it; one that had to be mended is an issue."""
    published = holder.get("name")
    if type(published) is not str:
        return fields.text(holder, "name", at)
    mended = mended_name(published)
    name = redact(mended) or None
    if name and mended != published and name != redact(" ".join(published.split())):
        fields.note("mended_name", f"read as {name}", f"{at}/name", published)
    return name


def _reference(release: Object, fields: Fields) -> tuple[str, Object]:
    """The buyer; without one that says anything, the procuring entity of the tender, as OCDS 1.0 had it."""
    reference = fields.object(release, "buyer", "")
    if reference.get("id") or reference.get("name"):
        return "/buyer", reference
    tender = release.get("tender")
    entity = tender.get("procuringEntity") if isinstance(tender, dict) else None
    if not isinstance(entity, dict) or not (entity.get("id") or entity.get("name")):
        return "/buyer", reference
    fields.note(
        "release_without_buyer", "the procuring entity stands in", "/tender/procuringEntity", entity.get("name")
    )
    return "/tender/procuringEntity", entity


def _party_of(release: Object, place: str, reference: Object, fields: Fields) -> tuple[str, Object]:
    """The party the buyer refers to by id; without a reference, the first party in the role of buyer or like it."""
    parties = fields.parts(release, "parties", "")
    wanted = reference.get("id")
    buyers = sum("buyer" in _roles(party) for _, party in parties) if len(parties) > 1 else 0
    if buyers > 1:
        fields.note("further_buyers", f"one of {buyers} buyers: the notice counts for it alone", "/parties", None)
    for at, party in parties:
        if wanted and party.get("id") == wanted:
            return at, party
    # OCDS 1.0, in which Contracts Finder's flat files are, says everything in the buyer itself.
    if "address" in reference or "identifier" in reference:
        return place, reference
    if not wanted and not reference.get("name"):
        for role in _BUYER_ROLES:
            for at, party in parties:
                if role in _roles(party):
                    if role != "buyer":
                        fields.note("release_without_buyer", f"the party with role {role} stands in", at, None)
                    return at, party
    return "/parties", {}


def _roles(party: Object) -> set[str]:
    roles = party.get("roles")
    listed = roles if isinstance(roles, list) else [roles]
    return {_plain(role) for role in listed if isinstance(role, str)}


@lru_cache(maxsize=1024)
def _plain(role: str) -> str:
    return printable(role).strip().lower()


def _identifier(party: Object, at: str, fields: Fields) -> tuple[str | None, str | None]:
    """First identifier that has a scheme and an id."""
    holders = [(f"{at}/identifier", fields.object(party, "identifier", at))]
    for place, holder in holders + fields.objects(party, "additionalIdentifiers", at):
        scheme = fields.text(holder, "scheme", place)
        identifier = fields.text(holder, "id", place) if scheme else None
        if identifier:
            return scheme, padded(scheme, identifier)
    return None, None


def _classifications(party: Object, at: str, fields: Fields) -> tuple[str | None, str | None]:
    details = fields.object(party, "details", at)
    found: dict[str, str] = {}
    for place, classification in fields.objects(details, "classifications", f"{at}/details"):
        scheme = classification.get("scheme")
        code = fields.text(classification, "id", place)
        if isinstance(scheme, str) and code:
            found.setdefault(scheme, code)
    ca_type = next((found[scheme] for scheme in _TYPE_SCHEMES if scheme in found), None)
    return ca_type, found.get(_DEVOLVED_SCHEME)
