"""Shapes the authored processes as Find a Tender publishes them: OCDS 1.1 with the UK extension.

Notices under the Procurement Act 2023 (UK2, UK3, UK4, UK6, UK7, UK12) and, where `legal_basis` is a CELEX number, the
older shape. Updates carry only what changed, as on the real portal.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from crawler.sample import contracts, parties
from crawler.sample.authored import (
    Authority,
    Criterion,
    Event,
    Lot,
    Process,
    closing,
    contract_period,
    in_order,
    local,
    printed,
)
from crawler.sample.contracts import UK_ACT
from crawler.sample.identifiers import guid, ocid
from crawler.sample.packs import documents_of

Release = dict[str, Any]
_FIRST_NOTICE = 60001
# kind of event -> release tags, section that holds the document, document type, notice type, words of the portal
_FORMS: dict[str, tuple[list[str], str, str, str, str]] = {
    "tender": (["tender"], "tender", "tenderNotice", "UK4", "Tender notice"),
    "engagement": (["planning"], "planning", "marketEngagementNotice", "UK2", "Preliminary market engagement notice"),
    "planned": (["planning"], "planning", "plannedProcurementNotice", "UK3", "Planned procurement notice"),
    "update": (["tenderUpdate"], "tender", "tenderNotice", "UK4", "Tender notice"),
    "cancellation": (
        ["tenderCancellation"],
        "tender",
        "tenderCancellationNotice",
        "UK12",
        "Procurement termination notice",
    ),
    "award": (["award", "contract"], "awards", "awardNotice", "UK6", "Contract award notice"),
    "contract": (["award", "contract"], "contracts", "contractNotice", "UK7", "Contract details notice"),
    "performance": (
        ["implementation"],
        "contracts",
        "contractPerformanceNotice",
        "UK9",
        "Contract performance notice",
    ),
    "change": (["contractAmendment"], "contracts", "contractChangeNotice", "UK10", "Contract change notice"),
    "termination": (
        ["contractTermination"],
        "contracts",
        "contractTerminationNotice",
        "UK11",
        "Contract termination notice",
    ),
}


class FindATenderPortal:
    """All Find a Tender releases; the notice numbers of a year rise with time from the first and leave no gap."""

    def __init__(
        self,
        authorities: Mapping[str, Authority],
        cpv: Mapping[str, str],
        processes: Sequence[Process],
        first_notice: int = _FIRST_NOTICE,
    ):
        """Keep the authored data; `cpv` gives descriptions by code."""
        self._first_notice = first_notice
        self._authorities = authorities
        self._cpv = cpv
        self._processes = [process for process in processes if process.source == "find_a_tender"]

    def releases(self) -> list[Release]:
        """Releases, oldest first."""
        numbers: defaultdict[int, Iterator[int]] = defaultdict(lambda: count(self._first_notice))
        return [
            self._release(f"{next(numbers[moment.year]):06d}-{moment.year}", moment, process, event)
            for moment, process, event in in_order(self._processes)
        ]

    def _release(self, notice_id: str, moment: datetime, process: Process, event: Event | None) -> Release:
        kind = event.kind if event else "tender"
        tags, section, *_ = _FORMS[kind]
        is_uk_act = process.legal_basis == UK_ACT
        authority = self._authorities[process.buyer]
        release: Release = {
            "ocid": ocid(process),
            "id": notice_id,
            "tag": tags,
            "date": printed(moment),
            "initiationType": "tender",
            "parties": self._parties(process, event),
            "buyer": {"id": parties.buyer_id(authority, is_uk_act=is_uk_act), "name": authority.name},
            "tender": self._tender(process, event, notice_id, moment),
            "language": process.language,
        }
        note = event.note if event else process.note
        if note:
            release["description"] = note.strip()
        if process.canonical:
            release["links"] = [{"rel": "canonical", "href": process.canonical}]
        if section == "planning":
            release["planning"] = _planning(event)
        if event and kind in {"award", "contract"}:
            release["awards"] = [_award(process, event)]
            release["contracts"] = [contracts.signed(process, event)]
        if event and kind in contracts.AFTER_SIGNING:
            release["contracts"] = [contracts.followed(process, event, notice_id)]
        if is_uk_act:
            _place_document(release, kind, notice_id, moment)
        return release

    def _parties(self, process: Process, event: Event | None) -> list[dict[str, Any]]:
        authority = self._authorities[process.buyer]
        is_uk_act = process.legal_basis == UK_ACT
        found = [parties.find_a_tender_buyer(authority, is_uk_act=is_uk_act)]
        if not is_uk_act:
            found.append(parties.review_body(authority))
        if event:
            found.extend(parties.find_a_tender_supplier(name) for name in event.suppliers)
        return found

    def _tender(self, process: Process, event: Event | None, notice_id: str, moment: datetime) -> dict[str, Any]:
        kind = event.kind if event else "tender"
        tender: dict[str, Any] = {
            "id": process.reference or ocid(process),
            "legalBasis": _legal_basis(process),
            "title": process.title,
        }
        if event and kind == "update":
            return tender | _update(process, event, notice_id)
        if event and kind == "cancellation":
            return tender | {"status": "cancelled", "statusDetails": event.text}
        tender |= {
            "description": process.description.strip(),
            "mainProcurementCategory": process.category,
            "procurementMethod": process.method,
            "procurementMethodDetails": process.method_details,
        } | self._subject(process)
        if kind != "tender":
            status = "planning" if kind in {"engagement", "planned"} else "complete"
            return tender | {"status": status}
        return tender | {"status": "active"} | self._competition(process, moment)

    def _subject(self, process: Process) -> dict[str, Any]:
        """Value, codes and place, which every full notice carries."""
        subject: dict[str, Any] = {"items": self._items(process)}
        if process.value is not None:
            subject["value"] = contracts.value(process, process.value)
        if process.legal_basis == UK_ACT:
            subject["aboveThreshold"] = process.is_above_threshold
            if process.special_regime:
                subject["specialRegime"] = process.special_regime
        else:
            subject["classification"] = self._class(process.cpv[0])
        return subject

    def _items(self, process: Process) -> list[dict[str, Any]]:
        region = self._authorities[process.buyer].region
        return [
            {
                "id": str(number),
                "additionalClassifications": [self._class(code) for code in process.cpv],
                "deliveryAddresses": [{"region": region, "country": "GB", "countryName": "United Kingdom"}],
                "relatedLot": str(number),
            }
            for number in range(1, max(len(process.lots), 1) + 1)
        ]

    def _class(self, code: str) -> dict[str, str]:
        return {"scheme": "CPV", "id": code, "description": self._cpv[code]}

    def _competition(self, process: Process, moment: datetime) -> dict[str, Any]:
        """What only the notice that opens the competition carries."""
        domain = self._authorities[process.buyer].domain
        deadline = printed(closing(moment, process.open_weeks))
        competition: dict[str, Any] = {
            "submissionMethod": ["electronicSubmission"],
            "submissionMethodDetails": f"https://tenders.{domain}.example",
            "submissionTerms": {"languages": ["en", "cy"] if process.language == "cy" else ["en"]},
            "tenderPeriod": {"endDate": deadline},
            "lots": [_lot(process, number, lot) for number, lot in enumerate(_lots(process), start=1)],
        }
        if process.legal_basis != UK_ACT:
            competition["awardPeriod"] = {"startDate": deadline}
        terms = {"performanceTerms": process.performance_terms, "financialTerms": process.financial_terms}
        if any(terms.values()):
            competition["contractTerms"] = {name: text for name, text in terms.items() if text}
        if process.selection:
            competition["selectionCriteria"] = {
                "criteria": [{"type": kind, "description": text} for kind, text in process.selection]
            }
        if process.risks:
            competition["riskDetails"] = process.risks
        if process.recurrence:
            competition |= {"hasRecurrence": True, "recurrence": {"description": process.recurrence}}
        documents = _documents(process)
        if documents:
            competition["documents"] = documents
        techniques = _techniques(process)
        return competition | ({"techniques": techniques} if techniques else {})


def _documents(process: Process) -> list[dict[str, str]]:
    """Attachments on the portal; of half the others a link to where tenders are sent in."""
    found = [
        {"id": f"A-{number}", "documentType": kind, "description": text, "format": "application/pdf"}
        for number, (kind, text) in enumerate(process.documents, start=1)
    ]
    for document in documents_of(process.key):
        found.append(
            {
                "id": document.key,
                "documentType": document.document_type,
                "url": f"https://www.find-tender.service.gov.uk{document.path}",
                "format": document.media_type,
            }
        )
        if document.title:
            found[-1]["description"] = document.title
    if not found and int(guid(process.key)[:8], 16) % 2:
        found.append({"id": "L-1", "documentType": "biddingDocuments", "url": f"https://tenders.example/{process.key}"})
    return found


def _legal_basis(process: Process) -> dict[str, str]:
    if process.legal_basis == UK_ACT:
        return {"id": UK_ACT, "scheme": "UKPGA", "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents"}
    return {"id": process.legal_basis, "scheme": "CELEX"}


def _lots(process: Process) -> list[Lot]:
    return process.lots or [Lot(title="", description="", value=process.value, criteria=process.criteria)]


def _lot(process: Process, number: int, lot: Lot) -> dict[str, Any]:
    shaped: dict[str, Any] = {
        "id": str(number),
        "status": "active",
        "contractPeriod": contract_period(process),
        "hasRenewal": bool(process.renewal),
        "hasOptions": bool(process.options),
    }
    if lot.title:
        shaped |= {"title": lot.title, "description": lot.description}
    if lot.value is not None:
        shaped["value"] = contracts.value(process, lot.value)
    if lot.criteria:
        shaped["awardCriteria"] = {"criteria": [_criterion(process, row) for row in lot.criteria]}
    if process.criteria_text:
        shaped.setdefault("awardCriteria", {})["description"] = process.criteria_text
    if process.renewal:
        shaped["renewal"] = {"description": process.renewal}
    if process.options:
        shaped["options"] = {"description": process.options}
    return shaped


def _criterion(process: Process, row: Criterion) -> dict[str, Any]:
    kind, name, weight = row
    criterion: dict[str, Any] = {"type": kind, "name": name}
    if isinstance(weight, str):
        return criterion | ({"description": weight} if weight else {})
    return criterion | {"numbers": [{"number": weight, "weight": process.weight_kind}]}


def _techniques(process: Process) -> dict[str, Any]:
    if process.is_dynamic:
        return {"hasDynamicPurchasingSystem": True, "dynamicPurchasingSystem": {"type": "open"}}
    if process.framework_suppliers:
        agreement = {"maximumParticipants": process.framework_suppliers}
        return {"hasFrameworkAgreement": True, "frameworkAgreement": agreement}
    return {}


def _update(process: Process, event: Event, notice_id: str) -> dict[str, Any]:
    amendment: dict[str, Any] = {"id": notice_id, "description": event.text}
    changes: dict[str, Any] = {"amendments": [amendment]}
    if event.deadline:
        deadline = printed(local(event.deadline))
        changes["tenderPeriod"] = {"endDate": deadline}
        if process.legal_basis != UK_ACT:
            where = {"section": "IV.2.2", "label": "Time limit for receipt of tenders or requests to participate"}
            amendment["unstructuredChanges"] = [{"where": where, "newValue": {"date": deadline}}]
    if event.criteria:
        criteria = [_criterion(process, row) for row in event.criteria]
        changes["lots"] = [{"id": "1", "awardCriteria": {"criteria": criteria}}]
    return changes


def _planning(event: Event | None) -> dict[str, Any]:
    if event is None or event.deadline is None:
        return {}
    due = printed(local(event.deadline))
    milestone = {"id": "1", "type": "engagement", "description": event.text, "dueDate": due, "status": "scheduled"}
    return {"milestones": [milestone]}


def _award(process: Process, event: Event) -> dict[str, Any]:
    award: dict[str, Any] = {
        "id": f"{ocid(process)}-1",
        "status": "active" if event.kind == "contract" else "pending",
        "title": process.title,
        "date": printed(local(event.at)),
        "suppliers": _supplier_references(event),
        "relatedLots": ["1"],
        "mainProcurementCategory": process.category,
    }
    if event.value is not None:
        award["value"] = contracts.value(process, event.value)
    if event.text:
        award["description"] = event.text
    return award


def _supplier_references(event: Event) -> list[dict[str, str]]:
    found = [parties.find_a_tender_supplier(name) for name in event.suppliers]
    return [{"id": party["id"], "name": party["name"]} for party in found]


def _place_document(release: Release, kind: str, notice_id: str, moment: datetime) -> None:
    _, section, document_type, notice_type, words = _FORMS[kind]
    document = {
        "id": notice_id,
        "documentType": document_type,
        "noticeType": notice_type,
        "description": f"{words} on Find a Tender",
        "url": f"https://www.find-tender.service.gov.uk/Notice/{notice_id}",
        "datePublished": printed(moment),
        "format": "text/html",
    }
    holder = release[section][0] if section in {"awards", "contracts"} else release[section]
    holder.setdefault("documents", []).append(document)
