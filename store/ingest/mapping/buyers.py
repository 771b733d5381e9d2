"""The buyer as published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from store.hashes import short_hash

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

# UK_CA_TYPE on notices under the Procurement Act 2023, TED_CA_TYPE on those before.
_TYPE_SCHEMES = ("UK_CA_TYPE", "TED_CA_TYPE")
_DEVOLVED_SCHEME = "UK_CA_DEVOLVED_REGULATIONS"


def buyer_of(release: Object, source: str, fields: Fields) -> dict[str, Any] | None:
    """Row of core.buyer for the release's buyer; None when it names none. Contact points are not read."""
    reference = fields.object(release, "buyer", "")
    at, party = _party_of(release, reference, fields)
    name = fields.text(reference, "name", "/buyer") or fields.text(party, "name", at)
    if name is None:
        return None
    address = fields.object(party, "address", at)
    scheme, identifier = _identifier(party, at, fields)
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


def _party_of(release: Object, reference: Object, fields: Fields) -> tuple[str, Object]:
    """The party the buyer refers to by id; without a reference, the first party in the role of buyer."""
    parties = fields.objects(release, "parties", "")
    wanted = reference.get("id")
    for at, party in parties:
        if isinstance(wanted, str) and party.get("id") == wanted:
            return at, party
    if not reference:
        for at, party in parties:
            roles = party.get("roles")
            if isinstance(roles, list) and "buyer" in roles:
                return at, party
    # OCDS 1.0, in which Contracts Finder's flat files are, says everything in the buyer itself.
    return ("/buyer", reference) if "address" in reference or "identifier" in reference else ("/parties", {})


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
