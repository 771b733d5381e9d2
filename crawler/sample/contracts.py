"""Contracts as Find a Tender publishes them: signed, with their key performance indicators; rated, changed, ended."""

from typing import Any

from crawler.sample.authored import Event, Process, contract_period, local, printed
from crawler.sample.identifiers import ocid

UK_ACT = "2023/54"
AFTER_SIGNING = frozenset({"performance", "change", "termination"})


def contract_id(process: Process) -> str:
    """The id that a contract keeps through all its notices."""
    return f"{ocid(process)}-1-c1"


def value(process: Process, amount: float) -> dict[str, Any]:
    """A value as a notice states it: with VAT beside it under the 2023 Act."""
    if process.legal_basis != UK_ACT:
        return {"amount": amount, "currency": process.currency}
    gross = round(amount * (1 + process.vat_rate), 2)
    return {"amountGross": gross, "amount": amount, "currency": process.currency}


def signed(process: Process, event: Event) -> dict[str, Any]:
    """The contract of an award notice (not signed yet) or of a contract details notice."""
    is_signed = event.kind == "contract"
    contract: dict[str, Any] = {
        "id": contract_id(process),
        "awardID": f"{ocid(process)}-1",
        "status": "active" if is_signed else "pending",
        "period": contract_period(process),
    }
    if is_signed:
        contract["dateSigned"] = contract["period"]["startDate"]
    if event.value is not None:
        contract["value"] = value(process, event.value)
    if event.metrics:
        contract["agreedMetrics"] = _metrics(event)
    if event.no_metrics_reason:
        contract["noAgreedMetricsRationale"] = event.no_metrics_reason
    return contract


def followed(process: Process, event: Event, notice_id: str) -> dict[str, Any]:
    """What a later notice says of the contract."""
    contract: dict[str, Any] = {"id": contract_id(process), "awardID": f"{ocid(process)}-1", "status": "active"}
    if event.kind == "performance":
        numbers = {title: str(place) for place, (title, _) in enumerate(_metrics_of(process), start=1)}
        contract["implementation"] = _implementation(event, numbers)
    elif event.kind == "change":
        contract["amendments"] = [{"id": notice_id, "date": printed(local(event.at)), "description": event.text}]
        contract["agreedMetrics"] = _metrics(event)
    else:
        contract |= {
            "status": "terminated",
            "terminationRationaleClassifications": [
                {"scheme": "UK_TERMINATION", "id": "mutualAgreement", "description": "Mutual agreement"}
            ],
            "implementation": {"endDate": printed(local(event.at)), "endDateDetails": event.text},
        }
    return contract


def _metrics_of(process: Process) -> list[tuple[str, str]]:
    return next(event.metrics for event in process.events if event.kind == "contract")


def _metrics(event: Event) -> list[dict[str, str]]:
    return [
        {"id": str(number), "title": title, "description": text}
        for number, (title, text) in enumerate(event.metrics, start=1)
    ]


def _implementation(event: Event, numbers: dict[str, str]) -> dict[str, Any]:
    metrics = [
        {
            "id": numbers[title],
            "title": title,
            "observations": [{"id": "1", "measureClassification": {"id": rating, "description": words}}],
        }
        for title, rating, words in event.ratings
    ]
    failures = [
        {"id": str(number), "category": title, "description": words}
        for number, (title, words) in enumerate(event.failures, start=1)
    ]
    return {"metrics": metrics} | ({"performanceFailures": failures} if failures else {})
