"""The review queue as one page that works offline."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Any

from crawler.text.counts import how_many


def page(rows: list[dict[str, Any]]) -> str:
    """The page; every name in it is escaped."""
    template = (files("store") / "registers" / "review.html").read_text(encoding="utf-8")
    body = "\n".join(map(_row, rows)) or '<tr><td colspan="6">Nothing to decide.</td></tr>'
    return template.replace("{{count}}", how_many(len(rows), "pair")).replace("{{rows}}", body)


def _row(row: dict[str, Any]) -> str:
    place = escape(row["postcode_district"] or "no postcode")
    where = escape(row["candidate_district"] or "no postcode")
    status = escape(row["candidate_status"].replace("_", " "))
    cells = (
        f"{escape(row['name'])}<br><small>{place}; {how_many(row['award_count'], 'award')}</small>",
        f"{escape(row['candidate_name'])}<br><small>{where}; {status}</small>",
        f"{escape(row['register'].replace('_', ' '))}<br><small>{escape(row['register_id'])}</small>",
        escape(row["reason"].replace("_", " ")),
        f"{row['score']:.2f}",
        f"<code>{escape(row['supplier_id'])}</code>",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
