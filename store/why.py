"""Why a process is counted as it is: buyer, scope, passages with their rule trail, award criteria, tender documents."""

from collections.abc import Iterator
from typing import Any

import duckdb

from crawler.text.counts import how_many
from store.errors import StoreError
from store.sql_files import read_sql, rows_of

Explanation = dict[str, Any]

_POLICY_WORDS = {
    None: "none known to bind",
    "NOT_READ": "NOT_READ (which one binds in these months was not read in the law)",
}


def explain(con: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Everything behind the figures of the process that an id stands for.

    Args:
        con: the published database.
        identifier: an ocid, a notice id or a release id.

    Returns:
        `process` (the row of out.process), `buyer` (how it was resolved; empty when none is published), `scope`
        (steps), `evidence` (passages, strongest first), `criteria`, `documents` (those that its notices list),
        `document_evidence` (passages of them, with page or sheet; without text where it is hidden), and `chain` (from
        what was promised to what was awarded, measured, rated and changed).

    Raises:
        StoreError: the id is unknown, or stands in several processes.
    """
    found = con.execute(read_sql("why/find.sql"), {"id": identifier.strip()}).fetchall()
    if not found:
        raise StoreError(f"no notice or process {identifier!r} is published here: give a notice id or an ocid")
    if len(found) > 1:
        ocids = ", ".join(row[0] for row in found[:5])
        raise StoreError(f"{identifier!r} stands in {len(found)} processes: give one of the ocids, such as {ocids}")
    ocid = {"ocid": found[0][0]}
    return {
        "process": rows_of(con, "why/process.sql", ocid)[0],
        "buyer": rows_of(con, "why/buyer.sql", ocid),
        "scope": rows_of(con, "why/scope.sql", ocid),
        "evidence": rows_of(con, "why/evidence.sql", ocid),
        "criteria": rows_of(con, "why/criteria.sql", ocid),
        "chain": rows_of(con, "why/chain.sql", ocid),
        "documents": rows_of(con, "why/documents.sql", ocid),
        "document_evidence": rows_of(con, "why/document_evidence.sql", ocid),
    }


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The explanation as lines for a person."""
    process = explanation["process"]
    yield f"{process['ocid']}  {process['title'] or '(no title)'}"
    yield f"  {process['authority_name'] or 'authority unknown'}; opened {process['opened_on'] or 'not seen'}"
    yield f"  {process['notice_url'] or 'no address published'}"
    if process["is_sample"]:
        yield "  SAMPLE DATA: this notice is invented"
    if process["duplicate_of"]:
        yield f"  the same procurement as {process['duplicate_of']}, which is the one counted"
    for buyer in explanation["buyer"]:
        yield from _buyer_lines(buyer)
    yield f"Level {process['level']}; scope {process['scope']}: {process['scope_reason']}"
    policy = _POLICY_WORDS.get(process["policy"], process["policy"])
    yield f"  procurement law {process['regime'] or 'not known'}; social-value policy {policy}"
    yield "Scope, step by step"
    for step in explanation["scope"]:
        source = f" [{step['law_source']}]" if step["law_source"] else ""
        yield f"  {step['step']} {step['decision']}: {step['reason']}{source}"
    yield f"Passages ({len(explanation['evidence'])})"
    for item in explanation["evidence"]:
        yield from _passage_lines(item)
    yield f"Structured award criteria ({len(explanation['criteria'])})"
    for item in explanation["criteria"]:
        yield from _criterion_lines(item)
    yield f"Tender documents ({len(explanation['documents'])}), which count in no indicator of notices"
    if process["document_level"]:
        yield f"  level by documents {process['document_level']}, by both {process['combined_level']}"
    for item in explanation["documents"]:
        passages = [each for each in explanation["document_evidence"] if each["document_id"] == item["document_id"]]
        yield from _document_lines(item, passages)
    yield from _chain_lines(explanation["chain"])


def _buyer_lines(buyer: dict[str, Any]) -> Iterator[str]:
    nation, region = buyer["nation"] or "nation unknown", buyer["region_name"]
    place = f"{nation}, {region}" if region and region != nation else nation
    yield f"Buyer as published: {buyer['name']}"
    yield f"  resolved to {buyer['authority_name']} ({buyer['kind']}, {buyer['kind_basis']}; {place})"
    yield f"  by {buyer['method']}, on {buyer['matched_on']!r}, certainty {buyer['score']:g} [{buyer['source_note']}]"
    for reason in buyer["review"] or []:
        yield f"  to be looked at by a person: {reason}"


def _passage_lines(item: dict[str, Any]) -> Iterator[str]:
    counted = "" if item["is_counted"] else ", not counted (outside the tender notices up to the deadline)"
    if item["replaced_by"]:
        counted = f", not counted (replaced by {item['replaced_by']}, before the deadline)"
    yield f"  {item['level']} {item['kind']}{counted}: {' '.join(item['text'].split())}"
    yield f"    in notice {item['notice_id']}, {item['path']} [{item['start_offset']}:{item['end_offset']}]"
    if item["weight_value"] is not None:
        yield f"    weight {item['weight_value']:g} {item['weight_unit']} of {item['weight_of']}"
    for label, values in (("standards", item["standards"]), ("themes", item["themes"])):
        if values:
            yield f"    {label}: {', '.join(values)}"
    yield f"    rule {item['rule']}, score {item['score']:.2f}, {item['version']}"
    for step in item["trail"]:
        yield f"      - {step}"


def _criterion_lines(item: dict[str, Any]) -> Iterator[str]:
    share = (
        f"{item['weight_pct']:g} % of the total" if item["weight_pct"] is not None else "no share of the total known"
    )
    mark = ", social value" if item["is_social_value"] else ""
    named = f"{item['criterion_type'] or '?'}: {item['name'] or '(no name)'}"
    yield f"  {named} - {item['weight_raw'] or 'no weight'} ({share}{mark})"


def _chain_lines(chain: list[dict[str, Any]]) -> Iterator[str]:
    if chain:
        yield "From promise to delivery, as published"
    for step in chain:
        yield from _step_lines(step)


def _step_lines(step: dict[str, Any]) -> Iterator[str]:
    told = [str(step["happened_on"] or "day not known"), step["step"].replace("_", " ")]
    if step["step"] == "contract" and step["happened_on"]:
        told[0] += f" ({step['happened_on_basis']})"
    if step["suppliers"]:
        told.append("to " + ", ".join(step["suppliers"]))
    if step["value_gbp"] is not None:
        told.append(f"£{step['value_gbp']:,.0f} {(step['value_basis'] or 'basis not known').replace('_', ' ')}")
    if step["weight_pct"] is not None:
        told.append(f"social value {step['weight_pct']:g} %")
    if step["rating"]:
        told.append(step["rating"])
    if step["is_social_value"] and step["step"] in {"kpi", "rating"}:
        told.append("social value")
    text = f": {' '.join(step['text'].split())}" if step["text"] else ""
    yield f"  {', '.join(told)}{text}"
    yield f"    in notice {step['notice_id']}{', ' + step['path'] if step['path'] else ''}"


def _document_lines(item: dict[str, Any], passages: list[dict[str, Any]]) -> Iterator[str]:
    name = item["title"] or item["file_name"] or "(no title)"
    inside = "  in the archive above: " if item["parent_document_id"] else "  "
    reason = f": {item['reason']}" if item["reason"] else ""
    yield f"{inside}{name} [{item['role']}, by {item['role_basis']}] {item['status']}{reason}"
    if item["replaced_by"]:
        yield f"    replaced from {item['replaced_at']:%Y-%m-%d} on"
    if item["sha256"]:
        pages = f", {how_many(item['page_count'], 'page')}" if item["page_count"] else ""
        yield f"    {item['format'] or 'not read'}{pages}, SHA-256 {item['sha256']}, read by {item['reader']}"
    yield f"    {item['url'] or 'no address published'}"
    for each in passages:
        place = f"sheet {each['sheet']}" if each["sheet"] else f"page {each['page']}"
        text = "(hidden text: not shown)" if each["is_hidden"] else " ".join(each["text"].split())
        yield f"    {each['level']} {each['kind']}, {place}: {text}"
        if each["weight_value"] is not None:
            yield f"      weight {each['weight_value']:g} {each['weight_unit']} of {each['weight_of']}"
        yield f"      rule {each['rule']}, score {each['score']:.2f}, {each['version']}"
        for step in each["trail"]:
            yield f"        - {step}"
