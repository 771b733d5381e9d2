-- What is known of each document: from the ledger, from what was read, and from the documents of the same process.

-- A stand-in for a notice, or an archive that is read otherwise now, leaves documents that nothing lists any more.
DELETE FROM core.document WHERE ocid NOT IN (SELECT ocid FROM core.notice);

-- The date of a document decides which of two is the amended one: under one address, or under one title from another day.
CREATE OR REPLACE TEMP TABLE edition AS
SELECT
    document_id, ocid, source, coalesce(url, published_id) AS address,
    coalesce(modified_at, published_at, listed_at) AS valid_from,
    trim(regexp_replace(
        regexp_replace(
            regexp_replace(lower(replace(title, '_', ' ')), '\.(pdf|docx?|xlsx?|odt|ods|rtf|zip|eml|html?)\b', ' ', 'g'),
            '\b(v|ver|version|rev|revision|issue|draft)\s*\.?\s*\d+(\.\d+)*\b'
                '|\b(final|updated?|revised|amended|amendment|corrected|correction|new|clean|tracked|draft|latest)\b'
                '|\b\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}\b|\b\d{6}\b',
            ' ', 'g'
        ),
        '[^a-z0-9]+', ' ', 'g'
    )) AS title_key
FROM core.document
WHERE parent_document_id IS NULL AND place IN ('attachment', 'none');

CREATE OR REPLACE TEMP TABLE amended AS
WITH later AS (
    SELECT
        before.document_id, after.document_id AS after_id, after.valid_from AS after_from,
        before.address = after.address AS is_gone
    FROM edition before
    JOIN edition after USING (ocid, source)
    WHERE before.document_id <> after.document_id
        AND (
            (before.address = after.address AND before.valid_from < after.valid_from)
            OR (
                before.title_key = after.title_key AND length(before.title_key) >= 3
                AND before.valid_from::DATE < after.valid_from::DATE
            )
        )
)
SELECT
    document_id, arg_max(after_id, (after_from, after_id)) AS replaced_by, min(after_from) AS replaced_at,
    coalesce(bool_or(is_gone), false) AS is_gone
FROM later
GROUP BY document_id;

CREATE OR REPLACE TEMP TABLE settled AS
SELECT
    d.document_id, a.outcome, m.replaced_by, m.replaced_at, a.sha256, a.byte_count, a.file_name,
    CASE WHEN a.outcome = 'got' THEN a.asked_at END AS fetched_at,
    c.format, c.page_count, c.reader, w.stratum, w.inclusion_probability, w.is_drawn,
    CASE
        WHEN a.outcome = 'got' THEN coalesce(c.status, 'not_asked')
        WHEN a.outcome = 'failed' OR a.outcome IS NULL THEN 'not_asked'
        ELSE a.outcome
    END AS status,
    CASE
        WHEN a.outcome = 'got' AND c.status IS NULL THEN 'got, and not read yet'
        WHEN a.outcome = 'got' THEN c.reason
        WHEN a.outcome = 'failed' THEN 'no answer yet, asked again: ' || a.detail
        WHEN a.outcome IS NOT NULL THEN a.detail
        WHEN m.is_gone THEN 'replaced before it was asked for'
        WHEN NOT w.is_drawn THEN 'not drawn: the allowance of its stratum is smaller'
        ELSE 'not asked yet'
    END AS reason
FROM core.document d
LEFT JOIN raw.document_asked a
    ON a.source = d.source AND a.url = d.url
    AND a.edition = coalesce(strftime(coalesce(d.modified_at, d.published_at), '%Y-%m-%dT%H:%M:%SZ'), '')
LEFT JOIN raw.document_content c ON c.sha256 = a.sha256
LEFT JOIN amended m ON m.document_id = d.document_id
LEFT JOIN raw.document_draw w ON w.ocid = d.ocid
WHERE d.parent_document_id IS NULL;

-- Only what differs is written: most documents never change again.
UPDATE core.document SET
    replaced_by = s.replaced_by, replaced_at = s.replaced_at, sha256 = s.sha256, byte_count = s.byte_count,
    file_name = s.file_name, fetched_at = s.fetched_at, format = s.format, page_count = s.page_count,
    reader = s.reader, stratum = s.stratum, inclusion_probability = s.inclusion_probability,
    is_drawn = s.is_drawn,
    status = CASE WHEN document.place = 'attachment' THEN s.status ELSE document.status END,
    reason = CASE WHEN document.place = 'attachment' THEN s.reason ELSE document.reason END
FROM settled s
WHERE document.document_id = s.document_id
    AND (
        document.replaced_by, document.replaced_at, document.sha256, document.file_name, document.fetched_at,
        document.format, document.page_count, document.reader, document.stratum, document.inclusion_probability,
        document.is_drawn
    ) IS DISTINCT FROM (
        s.replaced_by, s.replaced_at, s.sha256, s.file_name, s.fetched_at, s.format, s.page_count, s.reader, s.stratum,
        s.inclusion_probability, s.is_drawn
    )
    OR (
        document.document_id = s.document_id AND document.place = 'attachment'
        AND (document.status, document.reason) IS DISTINCT FROM (s.status, s.reason)
    );

-- Documents inside archives, and inside an archive inside one.
CREATE OR REPLACE TEMP TABLE member AS
WITH RECURSIVE inside AS (
    SELECT document_id, sha256, 0 AS depth
    FROM core.document
    WHERE parent_document_id IS NULL AND sha256 IN (SELECT sha256 FROM raw.document_member)
    UNION ALL
    SELECT left(sha256(concat_ws(chr(31), i.document_id, m.number)), 32), m.member_sha256, i.depth + 1
    FROM inside i
    JOIN raw.document_member m USING (sha256)
    WHERE i.depth < 2
)
SELECT left(sha256(concat_ws(chr(31), i.document_id, m.number)), 32) AS document_id, i.document_id AS parent_document_id, m.*, i.depth
FROM inside i
JOIN raw.document_member m USING (sha256);

DELETE FROM core.document
WHERE parent_document_id IS NOT NULL AND document_id NOT IN (SELECT document_id FROM member);

INSERT INTO core.document BY NAME
WITH RECURSIVE root AS (
    SELECT document_id, parent_document_id, document_id AS root_id FROM member WHERE depth = 0
    UNION ALL
    SELECT m.document_id, m.parent_document_id, r.root_id FROM member m JOIN root r ON r.document_id = m.parent_document_id
),
top AS (
    SELECT r.document_id, m.parent_document_id AS top_id FROM root r JOIN member m ON m.document_id = r.root_id
)
SELECT
    m.document_id, d.ocid, d.source, d.release_id, d.url, m.name AS title, 'other' AS role, 'title' AS role_basis,
    'archive' AS place, m.member_sha256 AS sha256, m.byte_count, m.parent_document_id, c.format, c.page_count, c.reader,
    coalesce(m.status, c.status, 'broken') AS status,
    CASE
        WHEN m.status IS NOT NULL THEN m.reason
        WHEN c.status IS NULL THEN 'an archive in an archive in an archive is not opened'
        ELSE c.reason
    END AS reason,
    d.listed_at, d.published_at, d.modified_at, d.fetched_at, d.replaced_by, d.replaced_at, d.stratum,
    d.inclusion_probability, d.is_drawn, d.is_sample
FROM member m
JOIN top t USING (document_id)
JOIN core.document d ON d.document_id = t.top_id
LEFT JOIN raw.document_content c ON c.sha256 = m.member_sha256
ON CONFLICT (document_id) DO UPDATE SET
    title = excluded.title, sha256 = excluded.sha256, byte_count = excluded.byte_count, format = excluded.format,
    page_count = excluded.page_count, reader = excluded.reader, status = excluded.status, reason = excluded.reason,
    fetched_at = excluded.fetched_at, replaced_by = excluded.replaced_by, replaced_at = excluded.replaced_at,
    stratum = excluded.stratum, inclusion_probability = excluded.inclusion_probability,
    is_drawn = excluded.is_drawn;
