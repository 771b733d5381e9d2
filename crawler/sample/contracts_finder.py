"""Shapes the authored processes as Contracts Finder publishes them: free text, no lots, no award criteria.

An edited notice is published again whole, as on the real portal.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from crawler.sample import parties
from crawler.sample.authored import Authority, Event, Process, closing, contract_period, in_order, local, printed
from crawler.sample.identifiers import guid, ocid
from crawler.sample.packs import documents_of

Release = dict[str, Any]
_FIRST_NUMBER = 940001
_TAGS = {
    "tender": "tender",
    "engagement": "planning",
    "update": "tenderAmendment",
    "cancellation": "tenderCancellation",
    "award": "award",
}
_STATUS = {"planning": "planning", "tenderCancellation": "cancelled", "award": "complete"}


class ContractsFinderPortal:
    """All Contracts Finder releases; the number at the end of a release id rises with time."""

    def __init__(self, authorities: Mapping[str, Authority], cpv: Mapping[str, str], processes: Sequence[Process]):
        """Keep the authored data; `cpv` gives descriptions by code."""
        self._authorities = authorities
        self._cpv = cpv
        self._processes = [process for process in processes if process.source == "contracts_finder"]

    def releases(self) -> list[Release]:
        """Releases, oldest first."""
        return [
            self._release(_FIRST_NUMBER + place, moment, process, event)
            for place, (moment, process, event) in enumerate(in_order(self._processes))
        ]

    def _release(self, number: int, moment: datetime, process: Process, event: Event | None) -> Release:
        tag = _TAGS[event.kind if event else "tender"]
        authority = self._authorities[process.buyer]
        buyer = parties.contracts_finder_buyer(authority)
        release: Release = {
            "ocid": ocid(process),
            "id": f"{_notice_guid(process, tag)}-{number}",
            "language": "en",
            "date": printed(moment),
            "tag": [tag],
            "initiationType": "tender",
            "tender": self._tender(process, event, tag, moment),
            "parties": [buyer],
            "buyer": {"id": buyer["id"], "name": buyer["name"]},
        }
        if tag == "planning" and event:
            release |= {"title": process.title, "planning": _planning(process, event, moment)}
        if tag == "award" and event:
            release["parties"] += [parties.contracts_finder_supplier(name) for name in event.suppliers]
            release["awards"] = [_award(process, event, moment)]
        return release

    def _tender(self, process: Process, event: Event | None, tag: str, moment: datetime) -> dict[str, Any]:
        authority = self._authorities[process.buyer]
        tender: dict[str, Any] = {
            "id": process.reference or f"{authority.domain.upper()[:8]}-{guid(process.key)[:8]}",
            "title": process.title,
            "description": _description(process, event),
            "status": _STATUS.get(tag, "active"),
            "classification": self._class(process.cpv[0]),
            "items": [{"id": "1", "deliveryAddresses": _delivery(authority)}],
            "contractPeriod": contract_period(process),
            "suitability": {"sme": True, "vcse": process.category == "services"},
            "mainProcurementCategory": process.category,
        }
        if len(process.cpv) > 1:
            tender["additionalClassifications"] = [self._class(code) for code in process.cpv[1:]]
        if process.value is not None:
            tender["value"] = {"amount": process.value, "currency": process.currency}
        if tag == "planning":
            return tender
        tender |= {"procurementMethod": process.method, "procurementMethodDetails": process.method_details}
        if process.published:
            published = local(process.published)
            tender |= {
                "datePublished": printed(published),
                "tenderPeriod": {"endDate": printed(closing(published, process.open_weeks))},
                "documents": _documents(process, tag, moment),
            }
        return tender

    def _class(self, code: str) -> dict[str, str]:
        return {"scheme": "CPV", "id": code, "description": self._cpv[code]}


def _notice_guid(process: Process, tag: str) -> str:
    stage = tag if tag in {"award", "planning"} else "tender"
    return guid(f"{process.key}/{stage}")


def _notice_url(process: Process, tag: str) -> str:
    return f"https://www.contractsfinder.service.gov.uk/Notice/{_notice_guid(process, tag)}"


def _description(process: Process, event: Event | None) -> str:
    """Text as the portal gives it: its own line ends, later remarks under 'Additional information'."""
    text = (event.description if event and event.description else process.description).strip()
    if event and event.kind in {"update", "cancellation"}:
        text += f"\n\nAdditional information: {event.text}"
    return text.replace("\n", "\r\n")


def _delivery(authority: Authority) -> list[dict[str, str]]:
    return [{"postalCode": authority.postal_code}, {"region": authority.country, "countryName": "United Kingdom"}]


def _documents(process: Process, tag: str, moment: datetime) -> list[dict[str, str]]:
    notice = {
        "id": "1",
        "documentType": "tenderNotice",
        "description": "Opportunity notice on Contracts Finder",
        "url": _notice_url(process, tag),
        "datePublished": printed(moment),
        "format": "text/html",
        "language": "en",
    }
    others = [
        {"id": str(number), "documentType": kind, "description": text, "format": "application/pdf"}
        for number, (kind, text) in enumerate(process.documents, start=2)
    ]
    packs = [
        {
            "id": str(number),
            "documentType": document.document_type,
            "description": document.title,
            "url": f"https://www.contractsfinder.service.gov.uk{document.path}",
            "format": document.media_type,
        }
        for number, document in enumerate(documents_of(process.key), start=len(others) + 2)
    ]
    return [notice, *others, *packs]


def _planning(process: Process, event: Event, moment: datetime) -> dict[str, Any]:
    document = {
        "id": "1",
        "documentType": "marketEngagementNotice",
        "description": "Early engagement notice on Contracts Finder",
        "url": _notice_url(process, "planning"),
        "datePublished": printed(moment),
        "format": "text/html",
        "language": "en",
    }
    milestone = {"id": "1", "title": "Engagement end date", "type": "engagement", "description": event.text}
    if event.deadline:
        milestone["dueDate"] = printed(local(event.deadline))
    return {"milestones": [milestone], "documents": [document]}


def _award(process: Process, event: Event, moment: datetime) -> dict[str, Any]:
    found = [parties.contracts_finder_supplier(name) for name in event.suppliers]
    award: dict[str, Any] = {
        "id": f"{ocid(process)}-1",
        "status": "active",
        "date": printed(moment),
        "datePublished": printed(moment),
        "suppliers": [{"id": party["id"], "name": party["name"]} for party in found],
        "contractPeriod": contract_period(process),
        "documents": [
            {
                "id": "1",
                "documentType": "awardNotice",
                "description": "Awarded contract notice on Contracts Finder",
                "url": _notice_url(process, "award"),
                "datePublished": printed(moment),
                "format": "text/html",
                "language": "en",
            }
        ],
    }
    if event.value is not None:
        award["value"] = {"amount": event.value, "currency": process.currency}
    return award
