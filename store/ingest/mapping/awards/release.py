"""Awards, contracts and suppliers of a release, as rows of the tables raw.*_said and core.supplier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from store.ingest.mapping.awards import kpis
from store.ingest.mapping.awards.changes import ENDING_TAG, changes_of
from store.ingest.mapping.awards.identifiers import contract_id_of, identifier_of, reference
from store.ingest.mapping.awards.persons import Persons
from store.ingest.mapping.awards.suppliers import NOT_BUYING, Supplier, Suppliers
from store.ingest.mapping.money import value_columns
from store.registers.nil_returns import is_nil_return

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

    Rows = dict[str, list[dict[str, Any]]]

LARGEST_GBP = 100e9  # a fifth of what the whole public sector buys in a year: above, a value is a slip
_STATUSES = frozenset({"pending", "active", "cancelled", "unsuccessful", "terminated", "complete", "withdrawn"})
_GONE = "awardCancellation"
_AWARDING = frozenset({"awards", "contracts", "bids"})


@dataclass(frozen=True, slots=True)
class _Parts:
    """A release taken apart: its contracts, its parties in the role of supplier, and the rows made so far."""

    release: Object
    contracts: list[tuple[str, Object]]
    supplying: list[tuple[str, Object]]
    suppliers: Suppliers
    rows: Rows
    is_only_award: bool
    award_ids: set[str] = field(default_factory=set)


def awarding_of(release: Object, key: dict[str, str], fields: Fields) -> tuple[Rows, Persons]:
    """Rows by table, each with the key of the notice, and the persons among the suppliers.

    Args:
        release: the release as parsed.
        key: source, ocid, release_id and content_id of the notice.
        fields: reads values and gathers the issues.
    """
    if _is_mere_call(release):
        suitability = _suitability(release, fields)
        return {"suitability": [key | suitability]} if suitability else {}, Persons()
    suppliers = Suppliers(fields, key["source"], f"{key['source']}/{key['ocid']}/{key['release_id']}")
    supplying = suppliers.read_parties(release)
    rows: Rows = {}
    contracts = fields.parts(release, "contracts", "")
    awards = fields.parts(release, "awards", "")
    parts = _Parts(release, contracts, supplying, suppliers, rows, len(awards) == 1)
    seen: set[str] = set()
    for position, (at, award) in enumerate(awards):
        whole = repr(award) if len(awards) > 1 else ""
        if whole not in seen:
            _award(parts, position, at, award)
        seen.add(whole)
    for at, contract in contracts:
        _contract(at, contract, rows, fields)
    for at, bidder in _tenderers(release, fields):
        if suppliers.is_nobody(bidder):
            continue
        found = suppliers.of(bidder, at)
        rows.setdefault("tenderer", []).append({"supplier_id": found.supplier_id, "path": at} | _declared(found))
    suitability = _suitability(release, fields)
    if suitability:
        rows["suitability"] = [suitability]
    kpis.kpis_of(contracts, rows, fields)
    changes_of(release, contracts, rows, fields)
    keyed = {table: [key | row for row in found] for table, found in rows.items()}
    keyed["supplier"] = list(suppliers.rows.values())
    keyed["person_key"] = list(suppliers.person_keys.values())
    return {table: found for table, found in keyed.items() if found}, suppliers.persons


def _is_mere_call(release: Object) -> bool:
    """Whether a release is plainly without suppliers, tenderers and contracts: most are, as calls for tenders."""
    tender, tags, parties = release.get("tender"), release.get("tag"), release.get("parties", [])
    if not _AWARDING.isdisjoint(release) or type(tender) is not dict or "tenderers" in tender:
        return False
    if type(tags) is not list or ENDING_TAG in tags or type(parties) is not list:
        return False
    for party in parties:
        roles = party.get("roles") if type(party) is dict else None
        if type(roles) is not list or not all(type(role) is str and role not in NOT_BUYING for role in roles):
            return False
    return True


def _award(parts: _Parts, position: int, at: str, award: Object) -> None:
    suppliers, rows = parts.suppliers, parts.rows
    fields = suppliers.fields
    award_id = identifier_of(award, at, fields, f"{suppliers.place}/award-{position}")
    if award_id in parts.award_ids:
        fields.note("repeated_award_id", "another award of the notice has the same id", f"{at}/id", award_id)
        award_id = f"{award_id}/award-{position}"
    parts.award_ids.add(award_id)
    own = [(place, contract) for place, contract in parts.contracts if reference(contract.get("awardID")) == award_id]
    period_at, period = _period(award, at, "contractPeriod", fields)
    if not period and own:
        period_at, period = _period(own[0][1], own[0][0], "period", fields)
    tags = parts.release.get("tag")
    is_gone = isinstance(tags, list) and _GONE in tags
    named = _winners(parts, at, award, own)
    winners = [(place, entry) for place, entry in named if not suppliers.is_nobody(entry)]
    status = _status(award, at, fields)
    if is_gone:
        status = "cancelled"
    elif _says_none(award, named, winners) and status not in {"cancelled", "withdrawn"}:
        fields.note("no_award", "the words in place of a winner say that no award was made", at, status)
        status = "unsuccessful"
    rows.setdefault("award", []).append(
        {
            "award_id": award_id,
            "position": position,
            "path": at,
            "status": status,
            "title": fields.text(award, "title", at),
            "lots": _lots(award, at, fields),
            "awarded_at": fields.instant(award, "date", at),
            "is_framework": _framework(award, at, fields),
            "starts_at": fields.instant(period, "startDate", period_at),
            "ends_at": fields.instant(period, "endDate", period_at, is_end=True),
        }
        | money(award, at, fields)
    )
    seen: set[str] = set()
    for place, entry in winners:
        supplier = suppliers.of(entry, place)
        if supplier.supplier_id not in seen:
            seen.add(supplier.supplier_id)
            row = {"award_id": award_id, "supplier_id": supplier.supplier_id}
            rows.setdefault("award_supplier", []).append(row | _declared(supplier))


def _winners(parts: _Parts, at: str, award: Object, own: list[tuple[str, Object]]) -> list[tuple[str, object]]:
    """Who won: as the award says, else its contracts, else the suppliers of a release that makes one award."""
    holders = [(at, award), *own]
    for place, holder in holders:
        named = holder.get("suppliers")
        listed = named if isinstance(named, list) else [] if named is None else [named]
        if listed:
            return [(f"{place}/suppliers/{index}", entry) for index, entry in enumerate(listed)]
    return [(place, party) for place, party in parts.supplying] if parts.is_only_award else []


def _says_none(award: Object, named: list[tuple[str, object]], winners: list[tuple[str, object]]) -> bool:
    """Whether an award says that there was none: in place of its suppliers or, naming none, in its own words."""
    if named:
        return not winners
    said = (award.get(key) for key in ("title", "description", "statusDetails"))
    return any(isinstance(words, str) and is_nil_return(words) for words in said)


def _status(holder: Object, at: str, fields: Fields) -> str | None:
    value = fields.text(holder, "status", at)
    plain = value.strip().lower() if value else None
    if plain is not None and plain not in _STATUSES:
        fields.note("unknown_code", "not in the code list of status", f"{at}/status", value)
        return None
    return plain


def _lots(award: Object, at: str, fields: Fields) -> list[str]:
    """Ids of the lots that an award is for."""
    for key in ("relatedLots", "relatedLot"):
        value = award.get(key)
        if isinstance(value, list):
            found = (_lot(entry, f"{at}/{key}/{index}", fields) for index, entry in enumerate(value))
            return sorted({lot for lot in found if lot})
        if isinstance(value, str | int):
            return [lot for lot in [reference(value)] if lot]
    items = {reference(item.get("relatedLot")) for _, item in fields.objects(award, "items", at)}
    return sorted(lot for lot in items if lot)


def _lot(entry: object, at: str, fields: Fields) -> str | None:
    """The id of a lot in a list of ids; one inside an object or written as 2.0 is read, and noted."""
    lot = reference(entry)
    if lot is not None or entry == "":
        return lot
    if entry is None:
        fields.note("null_value", "null in place of the id of a lot", at, "null")
        return None
    named = entry.get("id") if isinstance(entry, dict) else entry
    whole = int(named) if type(named) is float and named.is_integer() else named
    lot = None if type(whole) is bool else reference(whole)
    fields.note("wrong_type", "not the id of a lot" if lot is None else f"read as {lot}", at, type(entry).__name__)
    return lot


def money(holder: Object, at: str, fields: Fields) -> dict[str, Any]:
    """The value of an award or contract as published; a negative or absurd one is noted and left out."""
    value = value_columns(fields.object(holder, "value", at), f"{at}/value", fields)
    for name in ("value_amount", "value_amount_gross"):
        amount = value[name]
        if amount is not None and not 0 <= amount <= LARGEST_GBP:
            field = "amount" if name == "value_amount" else "amountGross"
            fields.note("absurd_value", "negative, or more than any award", f"{at}/value/{field}", amount)
            value = value | {name: None}
    return value


def _framework(award: Object, at: str, fields: Fields) -> bool | None:
    techniques = fields.object(award, "techniques", at)
    return fields.boolean(techniques, "hasFrameworkAgreement", f"{at}/techniques")


def _period(holder: Object, at: str, key: str, fields: Fields) -> tuple[str, Object]:
    return f"{at}/{key}", fields.object(holder, key, at)


def _contract(at: str, contract: Object, rows: Rows, fields: Fields) -> None:
    period_at, period = _period(contract, at, "period", fields)
    rows.setdefault("contract", []).append(
        {
            "contract_id": contract_id_of(at, contract, fields),
            "award_id": reference(contract.get("awardID")),
            "path": at,
            "status": _status(contract, at, fields),
            "signed_at": fields.instant(contract, "dateSigned", at),
            "starts_at": fields.instant(period, "startDate", period_at),
            "ends_at": fields.instant(period, "endDate", period_at, is_end=True),
            "has_kpis": kpis.has_kpis(contract),
            "no_kpis_reason": fields.text(contract, "noAgreedMetricsRationale", at),
        }
        | money(contract, at, fields)
    )


def _declared(supplier: Supplier) -> dict[str, bool | None]:
    return {"is_sme_declared": supplier.is_sme_declared, "is_vcse_declared": supplier.is_vcse_declared}


def _tenderers(release: Object, fields: Fields) -> list[tuple[str, object]]:
    """Who tendered: the parties in that role, tender.tenderers, and the tenderers of bids."""
    found: list[tuple[str, object]] = []
    for at, party in fields.parts(release, "parties", ""):
        roles = party.get("roles")
        if isinstance(roles, list) and "tenderer" in roles:
            found.append((at, party))
    tender = fields.object(release, "tender", "")
    found += fields.objects(tender, "tenderers", "/tender")
    bids = fields.object(release, "bids", "")
    for at, bid in fields.objects(bids, "details", "/bids"):
        found += fields.objects(bid, "tenderers", at)
    return found


def _suitability(release: Object, fields: Fields) -> dict[str, Any] | None:
    """Whether a tender or one of its lots is marked suitable for, or reserved to, smaller or voluntary bodies."""
    tender = fields.object(release, "tender", "")
    holders = [("/tender", tender), *fields.parts(tender, "lots", "/tender")]
    is_sme_suitable = is_vcse_suitable = None
    reserved: set[str] = set()
    for at, holder in holders:
        if "suitability" in holder:
            suitability = fields.object(holder, "suitability", at)
            is_sme_suitable = _either(is_sme_suitable, fields.boolean(suitability, "sme", f"{at}/suitability"))
            is_vcse_suitable = _either(is_vcse_suitable, fields.boolean(suitability, "vcse", f"{at}/suitability"))
        if "otherRequirements" in holder:
            requirements = fields.object(holder, "otherRequirements", at)
            reserved.update(fields.texts(requirements, "reservedParticipation", f"{at}/otherRequirements"))
    if is_sme_suitable is None and is_vcse_suitable is None and not reserved:
        return None
    return {
        "is_sme_suitable": is_sme_suitable,
        "is_vcse_suitable": is_vcse_suitable,
        "reserved_for": sorted(reserved),
    }


def _either(said: bool | None, other: bool | None) -> bool | None:
    """Whether one of two marks is true; None when both are missing."""
    return said or other if other is not None else said
