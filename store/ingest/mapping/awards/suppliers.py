"""Suppliers and tenderers of a release: who each is, with persons left without name, number and place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.text.printable import in_one_line, printable
from crawler.text.redact import redact
from store.hashes import short_hash
from store.ingest.issues import Issue, shown
from store.ingest.mapping.awards.persons import Persons
from store.ingest.mapping.awards.supplier_rows import address_of, lines_of, organisation_row, person_row
from store.registers.apart import name_apart
from store.registers.names import mended
from store.registers.nil_returns import is_nil_return
from store.registers.numbers import is_number_alone, numbers_as_name, numbers_in
from store.registers.organisations import (
    NameFacts,
    facts_of,
    is_known_scheme,
    is_of_organisation,
    is_placeholder,
)

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

NOT_BUYING = frozenset({"supplier", "tenderer", "removedSupplier", "subcontractor", "candidate"})
_NAMED = (str, int)  # what an id may be
_NUMBERED = (str, int, float)  # and what a number: 7654321.0
_OWN = frozenset({"identifier", "details"})  # what a reference may say beside its party
_SMALL = frozenset({"sme", "micro", "small", "medium"})
# Numbers in the party's own id, where a publisher leaves the identifier out: "GB-COH-01234567".
_ID_SCHEMES = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR", "GB-PPON")


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier as a release names it: its id, and what the release declares of it."""

    supplier_id: str
    is_sme_declared: bool | None
    is_vcse_declared: bool | None


@dataclass(slots=True)
class Suppliers:
    """The suppliers of one release, by the ids of its parties; `rows` and `person_keys` go into the database.

    `place` names the release: persons are numbered within it.
    """

    fields: Fields
    source: str
    place: str
    persons: Persons = field(default_factory=Persons)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    person_keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    _parties: dict[str, tuple[str, Object]] = field(default_factory=dict)
    _person_ids: dict[str, str] = field(default_factory=dict)
    _organisation_keys: set[str] | None = None
    _all_parties: list[tuple[str, Object]] = field(default_factory=list)
    _titles: set[str] = field(default_factory=set)
    _names: dict[int, tuple[Object, str | None]] = field(default_factory=dict)
    _known: dict[tuple[int, str | None], Supplier] = field(default_factory=dict)

    def read_parties(self, release: Object) -> list[tuple[str, Object]]:
        """Take in the parties that are not buyers; returns those in the role of supplier."""
        found = []
        parties = self.fields.parts(release, "parties", "")
        tender = release.get("tender")
        for holder in (release, tender):
            if isinstance(holder, dict) and isinstance(holder.get("title"), str):
                self._titles.add(holder["title"].strip().casefold())
        self._all_parties = parties
        for at, party in parties:
            party_id, roles = party.get("id"), party.get("roles")
            if isinstance(party_id, _NAMED):
                self._parties.setdefault(str(party_id), (at, party))
            stated = [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else []
            if not NOT_BUYING.isdisjoint(stated) and not self.is_nobody(party):
                self.of(party, at)  # so that the names of persons are known, whoever refers to them
            if "supplier" in stated:
                found.append((at, party))
        return found

    def _is_said_of_organisation(self, key: str) -> bool:
        """Whether a party of this name stands beside a legal form: elsewhere in the release it may not."""
        if self._organisation_keys is None:
            facts = [facts_of(name) for _, party in self._all_parties if (name := self._name(party))]
            self._organisation_keys = {each.key for each in facts if each.is_organisation}
        return key in self._organisation_keys

    def is_nobody(self, reference: object) -> bool:
        """Whether "No bids received" or the like stands where a reference, or its party, has the name."""
        if isinstance(reference, str):
            return is_nil_return(reference)
        holder = reference if isinstance(reference, dict) else {}
        names = _said_names(holder) or _said_names(self._party(holder)[1])
        return bool(names) and all(map(is_nil_return, names))

    def of(self, reference: object, at: str) -> Supplier:
        """The supplier that a reference, a whole party, or a mere name stands for."""
        if isinstance(reference, str):
            reference = {"name": reference}
        if not isinstance(reference, dict):
            reference = {}
        party_at, party = self._party(reference)
        name = self._name(reference) or self._name(party)
        if party and (reference is party or _OWN.isdisjoint(reference)) and isinstance(party.get("details", {}), dict):
            known = self._known.get((id(party), name))
            if known is None:
                known = self._known[id(party), name] = self._read(name, (party_at, party), (at, reference))
            return known
        return self._read(name, (party_at, party), (at, reference))

    def _read(self, name: str | None, placed_party: tuple[str, Object], placed: tuple[str, Object]) -> Supplier:
        """A supplier by its party, or by the reference where there is none or it says more."""
        (party_at, party), (at, reference) = placed_party, placed
        holder, place = party or reference, party_at or at
        numbers = self._numbers(holder, place)
        if holder is not reference and "identifier" in reference:
            numbers = self._numbers(reference, at) + numbers
        details = self.fields.object(holder, "details", place) or self.fields.object(reference, "details", at)
        declared = (_scale(details.get("scale")), _truth(details.get("vcse")))
        return Supplier(self._row(name, numbers, holder, place), *declared)

    def _party(self, reference: Object) -> tuple[str, Object]:
        wanted = reference.get("id")
        return self._parties.get(str(wanted), ("", {})) if isinstance(wanted, _NAMED) else ("", {})

    def _name(self, holder: Object) -> str | None:
        """The name of a party or reference; each is asked for it several times."""
        known = self._names.get(id(holder))
        if known is None or known[0] is not holder:
            known = self._names[id(holder)] = (holder, self._name_read(holder))
        return known[1]

    def _name_read(self, holder: Object) -> str | None:
        for value in _said_names(holder):
            is_named = not is_placeholder(value) or numbers_as_name(value)
            if is_named and not is_number_alone(value):
                name = mended(printable(value))
                if name.casefold() in self._titles and facts_of(name).may_be_organisation:
                    continue  # the title of the notice, put in the place of the name
                return name
        return None

    def _numbers(self, holder: Object, at: str) -> list[tuple[str, str, str]]:
        """(scheme, published, JSON pointer) of every identifier."""
        found = []
        others = holder.get("additionalIdentifiers")
        places = [(f"{at}/identifier", holder.get("identifier"))]
        if isinstance(others, list):
            places += [(f"{at}/additionalIdentifiers/{index}", other) for index, other in enumerate(others)]
        for place, identifier in places:
            if isinstance(identifier, dict) and isinstance(identifier.get("scheme"), str):
                number = identifier.get("id")
                shown_number = in_one_line(str(number)) if isinstance(number, _NUMBERED) else ""
                if redact(shown_number) != shown_number:
                    self._note(Issue("bad_supplier_number", "contact details in place of a number", place))
                elif shown_number:
                    found.append((redact(in_one_line(identifier["scheme"])).upper(), shown_number, place))
        if not found and isinstance(holder.get("id"), str):
            for scheme in _ID_SCHEMES:
                if holder["id"].upper().startswith(f"{scheme}-"):
                    return [(scheme, in_one_line(holder["id"][len(scheme) + 1 :]), f"{at}/id")]
        return found

    def _row(self, name: str | None, numbers: list[tuple[str, str, str]], holder: Object, at: str) -> str:
        known: dict[tuple[str, str], None] = {}
        bad = []
        for scheme, published, place in numbers:
            read = numbers_in(scheme, published)
            known |= dict.fromkeys(read.numbers)
            if read.numbers and not read.is_whole:
                bad.append((place, published, "a number beside it is not read"))
            elif read.numbers:
                continue
            elif is_known_scheme(scheme):
                bad.append((place, published, "not a number of its register"))
            else:
                known[scheme, published.upper()] = None
        named = numbers_as_name(name) if name else None
        name, beside, doubt = _apart(name, named, known)
        known |= dict.fromkeys(beside)
        facts = facts_of(name) if name else None
        is_organisation = named is not None or any(is_of_organisation(register) for register, _ in known)
        is_person = facts is not None and not facts.is_organisation and not is_organisation
        if is_person and facts and facts.may_be_organisation and self._is_said_of_organisation(facts.key):
            is_person = False
        for place, published, message in bad:  # the number of a person is not kept even as a fault
            data = "" if is_person else shown(published)
            self._note(Issue("bad_supplier_number", message, place, data))
        if name is None and not is_organisation:
            is_numbered = any(map(is_number_alone, _said_names(holder)))
            said = "a number alone, and nothing says whose" if is_numbered else "neither a name nor a number"
            self._note(Issue("supplier_without_name", said, at))
        if is_person and name and facts:
            self.persons.add_address(lines_of(holder))
            return self._person(name, facts)
        if doubt:
            self._note(Issue("identifier_in_name", doubt, f"{at}/name", shown(name)))
        row = organisation_row(name, tuple(known), *address_of(holder), self.source)
        self.rows[row["supplier_id"]] = row
        return str(row["supplier_id"])

    def _note(self, issue: Issue) -> None:
        """Add an issue once: a party may be referred to by several awards."""
        if issue not in self.fields.issues:
            self.fields.issues.append(issue)

    def _person(self, name: str, facts: NameFacts) -> str:
        """A person: known by a number within the release, so that nothing of the name can be told from the id."""
        self.persons.add(name)
        number = len(self._person_ids) + 1
        supplier_id = self._person_ids.setdefault(
            facts.key, f"person-{short_hash(f'{self.place}/{number}'.encode())[:24]}"
        )
        self.rows[supplier_id] = person_row(supplier_id, self.source, may_be_organisation=facts.may_be_organisation)
        if facts.may_be_organisation:
            key = {"supplier_id": supplier_id, "key_hash": short_hash(facts.key.encode())}
            self.person_keys[supplier_id] = key | {"is_one_word": " " not in facts.key}
        return supplier_id


def _apart(
    name: str | None, named: tuple[tuple[str, str], ...] | None, known: dict[tuple[str, str], None]
) -> tuple[str | None, list[tuple[str, str]], str | None]:
    """The name as it is shown, the numbers in it of registers that no other number is of, and what is doubtful."""
    apart = name_apart(name) if name and named is None else None
    beside = apart.numbers if apart else named or ()
    stated = {register for register, _ in known}
    own = [number for number in beside if number[0] not in stated]
    if apart is None:
        return name, own, None
    differing = next((number for number in beside if number not in known and number not in own), None)
    if differing:
        return name, own, f"{differing[0]}:{differing[1]} in the name, and another number of its own"
    return apart.name, own, "kept in the name" if apart.doubtful else None


def _said_names(holder: Object) -> list[str]:
    """The texts that stand in the places of a name."""
    identifier = holder.get("identifier")
    legal_name = identifier.get("legalName") if isinstance(identifier, dict) else None
    return [value for value in (holder.get("name"), legal_name) if isinstance(value, str) and value.strip()]


def _scale(value: object) -> bool | None:
    if not isinstance(value, str) or not value.strip():
        return None
    plain = value.strip().casefold()
    return True if plain in _SMALL else False if plain == "large" else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
