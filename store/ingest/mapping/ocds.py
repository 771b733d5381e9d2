"""An OCDS release as rows: strict about types and codes, tolerant of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.text.printable import in_one_line
from store.hashes import short_hash
from store.ingest.issues import Issue, shown
from store.ingest.mapping import codes
from store.ingest.mapping.attachments import attachments_of
from store.ingest.mapping.awards.release import awarding_of
from store.ingest.mapping.buyers import buyer_of
from store.ingest.mapping.compiled import COMPILED, compiled_columns, stage_reached
from store.ingest.mapping.criteria import award_criteria_of, called_off_lots, stated_elsewhere
from store.ingest.mapping.damage import damage_of, is_clean, is_odd, may_be_damaged
from store.ingest.mapping.documents import day_of, form_type_of, notice_documents, portal_number, stage_of_form
from store.ingest.mapping.fields import Fields, Object
from store.ingest.mapping.likely import note_deadline
from store.ingest.mapping.psr import may_say_psr
from store.ingest.mapping.rows import NoticeRows, word_count
from store.ingest.mapping.sources import OTHER, notice_url, source_of_ocid, stable_part
from store.ingest.mapping.tender import item_columns, tender_columns
from store.ingest.mapping.texts import has_substance, read_texts
from store.ingest.readers.packages import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL, XML, FLAT = 2, 1, 0  # format_rank: OCDS JSON says most, then the portal's XML, then its flat CSV
AWARDING_KEY = ("source", "ocid", "release_id", "content_id")


def map_release(release: Any, pointer: str, source: str | None, format_rank: int = FULL) -> NoticeRows:
    """Rows of one release.

    Args:
        release: the release as parsed; changed by nothing here.
        pointer: where it stood in its document, for issues that name no ocid.
        source: portal it came from; None to tell it from the ocid.
        format_rank: how much of a notice its document's format can say, for choosing among editions.
    """
    if not isinstance(release, dict):
        return _refused(Issue("not_a_release", "not an object", pointer, shown(release)))
    ocid = release.get("ocid")
    ocid = in_one_line(ocid) if isinstance(ocid, str) else ""
    if not ocid:
        return _refused(Issue("release_without_ocid", "no ocid", pointer, shown(release.get("id"))))
    content = content_of(release)
    has_signs = is_odd(content)
    is_plain = not has_signs or is_clean(content)
    fields = Fields()
    if source is None:
        source = source_of_ocid(ocid)
        if source == OTHER:
            fields.note("unknown_source", "the prefix of the ocid is of no known portal", "/ocid", ocid)
    content_id = short_hash(content)
    documents = notice_documents(release, fields)
    release_id = _release_id(release, documents, content_id, fields)
    notice_id = stable_part(source, release_id) or portal_number(documents) or release_id
    key = {"source": source, "ocid": ocid, "release_id": release_id, "notice_id": notice_id, "content_id": content_id}
    texts, fields.has_hidden = read_texts(release, fields.kept, is_clean=is_plain)
    if fields.has_hidden or (has_signs and may_be_damaged(content)):
        note_damage(texts, fields)
    criteria = award_criteria_of(release, fields)
    gone = called_off_lots(release, fields)
    if gone:
        texts = [(path, text) for path, text in texts if not path.startswith(gone)]
    buyer = buyer_of(release, source, fields)
    notice = {
        **key,
        **_release_columns(release, documents, notice_id, fields),
        **tender_columns(release, texts if fields.has_hidden or may_say_psr(content) else (), fields),
        **item_columns(release, fields),
        "buyer_id": buyer["buyer_id"] if buyer else None,
        "buyer_name": buyer["name"] if buyer else None,
        "form_type": form_type_of(documents, notice_id),
        "criteria_stated_elsewhere": stated_elsewhere(release, criteria),
        "word_count": word_count([text for path, text in texts if has_substance(path)]),
        "notice_url": notice_url(source, notice_id),
        "format_rank": format_rank,
    }
    if notice["tags"] == COMPILED:
        notice |= compiled_columns(release, fields)
    note_deadline(notice, "/tender/tenderPeriod/endDate", fields)
    listed = attachments_of(release, source, ocid, notice["stage"], fields)
    awarding, persons = awarding_of(release, {name: key[name] for name in AWARDING_KEY}, fields)
    return persons.removed_from(NoticeRows(notice, buyer, criteria, texts, listed, fields.issues, awarding=awarding))


def note_damage(texts: Sequence[tuple[str, str]], fields: Fields) -> None:
    """One issue for each kind of damage in the texts of a notice, at the first text that has it."""
    found: dict[str, str] = {}
    for path, text in texts:
        for kind in damage_of(text):
            found.setdefault(kind, path)
    for kind, path in found.items():
        fields.note("damaged_text", f"{kind}; judged on a mended copy", path, kind)


def _refused(issue: Issue) -> NoticeRows:
    return NoticeRows(None, issues=[issue])


def _release_id(release: Object, documents: Sequence[Object], content_id: str, fields: Fields) -> str:
    """The release's id; without one, the number of its notice document, else its content."""
    value = release.get("id")
    if isinstance(value, str) and in_one_line(value):
        return in_one_line(value)
    if type(value) is int:
        fields.note("wrong_type", "a number in place of a text", "/id", value)
        return str(value)
    stand_in = portal_number(documents) or content_id
    fields.note("release_without_id", f"no id; {stand_in} stands in", "/id", value)
    return stand_in


def _release_columns(release: Object, documents: Sequence[Object], notice_id: str, fields: Fields) -> dict[str, Any]:
    tags = fields.codes(release, "tag", "", codes.TAGS)
    return {
        "published_at": fields.instant(release, "date", "") or _stand_in_day(release, documents, notice_id, fields),
        "stage": _stand_in_stage(release, documents, notice_id, fields)
        if codes.TAGS.isdisjoint(tags)
        else codes.stage_of(tags),
        "tags": tags,
        "language": fields.text(release, "language", ""),
        "canonical_url": next(
            (
                fields.text(link, "href", at)
                for at, link in fields.objects(release, "links", "")
                if link.get("rel") == "canonical"
            ),
            None,
        ),
    }


def _stand_in_day(release: Object, documents: Sequence[Object], notice_id: str, fields: Fields) -> str | None:
    """The day of the notice document, else the one the tender states, for a release without a usable date."""
    day = day_of(documents, notice_id, fields)
    source = "its notice document"
    if day is None:
        day, source = fields.instant(fields.object(release, "tender", ""), "datePublished", "/tender"), "its tender"
    said = f"the day of {source} stands in" if day else "it stands in no figure"
    fields.note("release_without_date", f"no date that can be read; {said}", "/date", release.get("date"))
    return day


def _stand_in_stage(release: Object, documents: Sequence[Object], notice_id: str, fields: Fields) -> str:
    """The stage told from the notice document, else from what the release holds, for a release without a tag."""
    stage = stage_of_form(documents, notice_id)
    source = "its notice document"
    if stage is None:
        stage, source = stage_reached(release, fields.object(release, "tender", "")), "what it holds"
    fields.note("release_without_tag", f"no tag; told from {source}: {stage}", "/tag", release.get("tag"))
    return stage
