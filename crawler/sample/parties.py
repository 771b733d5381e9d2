"""Parties of the sample releases: buyers, suppliers and review bodies."""

from typing import Any

from crawler.sample.authored import Authority, Supplier, supplier_of
from crawler.sample.identifiers import register_number, supplier_number

_UK_TYPES = {
    "publicAuthorityCentralGovernment": "Public authority - central government",
    "publicAuthoritySubCentralGovernment": "Public authority - sub-central government",
    "publicUndertaking": "Public undertaking (commercial organisation subject to public authority oversight)",
    "privateUtility": "Private utility",
}
_TED_TYPES = {
    "MINISTRY": "Ministry or any other national or federal authority, including their regional or local subdivisions",
    "NATIONAL_AGENCY": "National or federal agency/office",
    "REGIONAL_AUTHORITY": "Regional or local authority",
    "BODY_PUBLIC": "Body governed by public law",
    "OTHER": "Other type",
}
_DEVOLVED = {
    "GB-WLS": "Welsh devolved regulations apply",
    "GB-SCT": "Scottish devolved regulations apply",
    "GB-NIR": "Northern Irish devolved regulations apply",
}


def buyer_id(authority: Authority, *, is_uk_act: bool) -> str:
    """Party id on Find a Tender: the organisation number under the 2023 Act, the portal's own number before."""
    return f"GB-PPON-{authority.ppon}" if is_uk_act else f"GB-FTS-{register_number(authority.name)[-6:]}"


def find_a_tender_buyer(authority: Authority, *, is_uk_act: bool) -> dict[str, Any]:
    """Buyer as a party of a Find a Tender release."""
    identifier: dict[str, Any] = {"legalName": authority.name}
    if is_uk_act:
        identifier |= {"scheme": "GB-PPON", "id": authority.ppon}
    return {
        "name": authority.name,
        "id": buyer_id(authority, is_uk_act=is_uk_act),
        "identifier": identifier,
        "address": _address(authority) | {"region": authority.region, "country": "GB"},
        "contactPoint": _contact(authority),
        "roles": ["buyer"],
        "details": {
            "url": f"https://www.{authority.domain}.example",
            "classifications": _uk_classes(authority) if is_uk_act else [_ted_class(authority)],
        },
    }


def contracts_finder_buyer(authority: Authority) -> dict[str, Any]:
    """Buyer as a party of a Contracts Finder release: a name and an address."""
    return {
        "id": register_number(authority.name),
        "name": authority.name,
        "identifier": {"legalName": authority.name},
        "address": _address(authority) | {"countryName": authority.country},
        "contactPoint": _contact(authority),
        "roles": ["buyer"],
        "details": {"url": f"https://www.{authority.domain}.example"},
    }


def find_a_tender_supplier(name: str) -> dict[str, Any]:
    """Supplier as a party of a Find a Tender release: with the numbers of its registers, as the notice form asks."""
    supplier, number = supplier_of(name), supplier_number(name)
    others = {"GB-COH": supplier.company, "GB-CHC": supplier.charity, "GB-MPR": supplier.society}
    party: dict[str, Any] = {
        "name": supplier.spelling,
        "id": f"GB-PPON-{number}",
        "identifier": {"legalName": supplier.spelling, "scheme": "GB-PPON", "id": number},
        "address": _supplier_address(supplier),
        "roles": ["supplier"],
        "details": {"scale": supplier.scale, "vcse": supplier.is_vcse},
    }
    known = [{"scheme": scheme, "id": number} for scheme, number in others.items() if number]
    return party | ({"additionalIdentifiers": known} if known else {})


def contracts_finder_supplier(name: str) -> dict[str, Any]:
    """Supplier as a party of a Contracts Finder release: a name, an address, and the company number of larger ones."""
    supplier = supplier_of(name)
    identifier: dict[str, Any] = {"legalName": supplier.spelling}
    party_id = register_number(name)
    if supplier.company and supplier.scale == "large":
        identifier |= {"scheme": "GB-COH", "id": supplier.company}
        party_id = f"GB-COH-{supplier.company}"
    return {
        "id": party_id,
        "name": supplier.spelling,
        "identifier": identifier,
        "address": {"streetAddress": ", ".join(filter(None, _place(supplier)))},
        "details": {"scale": supplier.scale, "vcse": supplier.is_vcse},
        "roles": ["supplier"],
    }


def _place(supplier: Supplier) -> tuple[str, str, str]:
    return supplier.street, supplier.locality, supplier.postal_code


def _supplier_address(supplier: Supplier) -> dict[str, str]:
    is_abroad = supplier.country not in {"England", "Wales", "Scotland", "Northern Ireland"}
    street, locality, postal_code = _place(supplier)
    address = {"streetAddress": street, "locality": locality, "postalCode": postal_code}
    address |= {"country": "DE" if is_abroad else "GB"}
    address |= {"countryName": supplier.country if is_abroad else "United Kingdom"}
    return {key: text for key, text in address.items() if text}


def review_body(authority: Authority) -> dict[str, Any]:
    """Court named in notices of the older regime."""
    name = "Sheriff Court" if authority.country == "Scotland" else "The High Court"
    return {
        "name": name,
        "id": f"GB-FTS-{register_number(name)[-6:]}",
        "identifier": {"legalName": name},
        "address": {"locality": authority.locality, "countryName": "United Kingdom"},
        "roles": ["reviewBody"],
    }


def _address(authority: Authority) -> dict[str, Any]:
    return {
        "streetAddress": authority.street,
        "locality": authority.locality,
        "postalCode": authority.postal_code,
        "countryName": "United Kingdom",
    }


def _contact(authority: Authority) -> dict[str, Any]:
    if not authority.has_contact:
        return {}
    return {
        "name": "Procurement Team",
        "email": f"procurement@{authority.domain}.example",
        "telephone": "+44 1632 960123",
    }


def _uk_classes(authority: Authority) -> list[dict[str, str]]:
    classes = [{"scheme": "UK_CA_TYPE", "id": authority.ca_type, "description": _UK_TYPES[authority.ca_type]}]
    if authority.devolved:
        description = _DEVOLVED[authority.devolved]
        classes.append({"scheme": "UK_CA_DEVOLVED_REGULATIONS", "id": authority.devolved, "description": description})
    return classes


def _ted_class(authority: Authority) -> dict[str, str]:
    return {"scheme": "TED_CA_TYPE", "id": authority.ted_type, "description": _TED_TYPES[authority.ted_type]}
