-- Staged rows into the tables, so that the end is the same whatever was read first, twice, or in which pieces:
-- documents, versions, texts, buyers and issues only ever grow; a notice shows the greatest of its versions by
-- (published_at, format_rank, received_at, content_id), an order in which a version can only rise when it is read again.
INSERT INTO raw.document
SELECT document_id, min(source), min(name), min(format), max(received_at), any_value(byte_count),
    any_value(release_count), any_value(notice_count), any_value(issue_count), bool_and(is_sample)
FROM staged_document
GROUP BY document_id
ON CONFLICT (document_id) DO UPDATE SET
    name = least(name, excluded.name),
    received_at = greatest(received_at, excluded.received_at);

CREATE OR REPLACE TEMP TABLE staged_version AS
SELECT
    source, ocid, release_id, content_id,
    min(document_id) AS document_id,
    max(received_at) AS received_at,
    any_value(published_at) AS published_at,
    max(format_rank) AS format_rank,
    min(row_number) AS first_row
FROM staged_notice
GROUP BY source, ocid, release_id, content_id;

CREATE OR REPLACE TEMP TABLE new_version AS
SELECT * FROM staged_version ANTI JOIN raw.notice_version USING (source, ocid, release_id, content_id);

UPDATE raw.notice_version SET
    document_id = least(notice_version.document_id, said.document_id),
    received_at = greatest(notice_version.received_at, said.received_at),
    format_rank = greatest(notice_version.format_rank, said.format_rank)
FROM (FROM staged_version ANTI JOIN new_version USING (first_row)) AS said
WHERE notice_version.source = said.source
    AND notice_version.ocid = said.ocid
    AND notice_version.release_id = said.release_id
    AND notice_version.content_id = said.content_id;

INSERT INTO raw.notice_version BY NAME SELECT * EXCLUDE (first_row) FROM new_version;

-- XML of Find a Tender before 2025 names no ocid, so one made of notice numbers stands in; such a notice goes when the
-- same number is known under its own ocid.
CREATE OR REPLACE TEMP TABLE hidden AS
WITH same_number AS (
    SELECT source, ocid, release_id, ocid LIKE 'ocds-h6vhtk-______-____' AS is_stand_in
    FROM (
        SELECT source, ocid, release_id FROM staged_notice
        UNION
        SELECT source, ocid, release_id
        FROM core.notice
        SEMI JOIN (SELECT release_id FROM staged_notice WHERE source = 'find_a_tender') AS staged USING (release_id)
    )
    WHERE source = 'find_a_tender'
)
SELECT source, ocid, release_id
FROM same_number
WHERE is_stand_in
    AND release_id IN (SELECT release_id FROM same_number WHERE NOT is_stand_in);

CREATE OR REPLACE TEMP TABLE winner AS
SELECT source, ocid, release_id, content_id, document_id
FROM raw.notice_version
SEMI JOIN staged_notice USING (source, ocid, release_id)
ANTI JOIN hidden USING (source, ocid, release_id)
QUALIFY row_number() OVER (
    PARTITION BY source, ocid, release_id
    ORDER BY published_at DESC NULLS LAST, format_rank DESC, received_at DESC NULLS LAST, content_id DESC
) = 1;

CREATE OR REPLACE TEMP TABLE changed AS
SELECT source, ocid, release_id, content_id, any_value(winner.document_id) AS document_id, min(row_number) AS row_number
FROM staged_notice
JOIN winner USING (source, ocid, release_id, content_id)
ANTI JOIN core.notice USING (source, ocid, release_id, content_id)
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE replaced AS
SELECT source, ocid, release_id
FROM core.notice
SEMI JOIN (SELECT source, ocid, release_id FROM changed UNION ALL FROM hidden) AS gone USING (source, ocid, release_id);

DELETE FROM raw.text_place
USING replaced
WHERE text_place.source = replaced.source
    AND text_place.ocid = replaced.ocid
    AND text_place.release_id = replaced.release_id;

DELETE FROM core.criterion
USING replaced
WHERE criterion.source = replaced.source
    AND criterion.ocid = replaced.ocid
    AND criterion.release_id = replaced.release_id;

DELETE FROM core.evidence
USING replaced
WHERE evidence.source = replaced.source
    AND evidence.ocid = replaced.ocid
    AND evidence.release_id = replaced.release_id
    AND evidence.document_id IS NULL;

DELETE FROM core.passage
USING replaced
WHERE passage.source = replaced.source
    AND passage.ocid = replaced.ocid
    AND passage.release_id = replaced.release_id
    AND passage.document_id IS NULL;

DELETE FROM core.notice
USING hidden
WHERE notice.source = hidden.source
    AND notice.ocid = hidden.ocid
    AND notice.release_id = hidden.release_id;

UPDATE core.notice SET document_id = winner.document_id
FROM winner
WHERE notice.source = winner.source
    AND notice.ocid = winner.ocid
    AND notice.release_id = winner.release_id
    AND notice.content_id = winner.content_id
    AND notice.document_id > winner.document_id;

-- Rows that stand in the place of none are not looked for among those there: it takes half the time.
INSERT OR REPLACE INTO core.notice BY NAME
SELECT staged.* EXCLUDE (row_number, received_at, format_rank, paths, text_ids, criteria, documents) REPLACE (changed.document_id AS document_id)
FROM staged_notice AS staged
JOIN (FROM changed SEMI JOIN replaced USING (source, ocid, release_id)) AS changed USING (row_number);

INSERT INTO core.notice BY NAME
SELECT staged.* EXCLUDE (row_number, received_at, format_rank, paths, text_ids, criteria, documents) REPLACE (changed.document_id AS document_id)
FROM staged_notice AS staged
JOIN (FROM changed ANTI JOIN replaced USING (source, ocid, release_id)) AS changed USING (row_number);

INSERT INTO raw.text_place
SELECT source, ocid, release_id, unnest(paths), unnest(text_ids)
FROM staged_notice
SEMI JOIN changed USING (row_number);

INSERT INTO core.criterion (
    source, ocid, release_id, path, lot_id, criterion_type, name, description, numbers
)
SELECT source, ocid, release_id, entry.path, entry.lot_id, entry.criterion_type, entry."name", entry.description,
    entry.numbers
FROM (
    SELECT source, ocid, release_id, unnest(criteria) AS entry FROM staged_notice SEMI JOIN changed USING (row_number)
);

INSERT INTO raw.text
SELECT text_id, text FROM staged_text ANTI JOIN raw.text USING (text_id);

INSERT INTO core.buyer BY NAME
SELECT * FROM staged_buyer ANTI JOIN core.buyer USING (buyer_id);

CREATE OR REPLACE TEMP TABLE new_issue AS
SELECT * FROM staged_issue ANTI JOIN core.issue USING (issue_id);

INSERT INTO core.issue BY NAME
SELECT * FROM staged_issue
ON CONFLICT (issue_id) DO UPDATE SET
    document_name = CASE
        WHEN excluded.document_id < document_id THEN excluded.document_name
        WHEN excluded.document_id = document_id THEN least(excluded.document_name, document_name)
        ELSE document_name
    END,
    document_id = least(document_id, excluded.document_id);

-- One warning for each notice that a portal published with different contents under one release id and in one format.
INSERT OR REPLACE INTO core.issue BY NAME
WITH touched AS (
    SELECT source, ocid, release_id FROM staged_notice
    UNION ALL
    SELECT source, ocid, release_id
    FROM core.issue
    JOIN raw.notice_version USING (source, ocid, release_id)
    SEMI JOIN known_document USING (source, content_id)
    WHERE code = 'edited_notice'
),
edition AS (
    SELECT source, ocid, release_id, content_id, document_id, format_rank
    FROM raw.notice_version
    SEMI JOIN touched USING (source, ocid, release_id)
    QUALIFY count(*) OVER (PARTITION BY source, ocid, release_id, format_rank) > 1
)
SELECT
    left(sha256(concat_ws(chr(31), 'edited_notice', edition.source, ocid, release_id)), 32) AS issue_id,
    'warning' AS level,
    'edited_notice' AS code,
    edition.source,
    min(document_id) AS document_id,
    arg_min(document.name, document_id) AS document_name,
    ocid,
    release_id,
    CAST(NULL AS VARCHAR) AS path,
    format('{} different contents were published under this id; the latest is used', count(*)) AS message,
    string_agg(content_id, ' ' ORDER BY content_id)[:200] AS data
FROM edition
LEFT JOIN raw.document USING (document_id)
GROUP BY edition.source, ocid, release_id;

INSERT OR IGNORE INTO raw.landed_file SELECT DISTINCT name FROM staged_document WHERE name LIKE '%.page.zst';

-- What became of each release that was staged, for the summary.
SELECT source, 'notices_stored' AS outcome, count(*) AS n FROM changed GROUP BY source
UNION ALL
SELECT source, 'superseded', count(*)
FROM new_version
ANTI JOIN changed USING (source, ocid, release_id, content_id)
GROUP BY source
UNION ALL
SELECT source, 'already_known', count(*)
FROM staged_notice
WHERE row_number NOT IN (SELECT first_row FROM new_version) AND row_number NOT IN (SELECT row_number FROM changed)
GROUP BY source
UNION ALL
SELECT source, 'issues', count(*) FROM new_issue GROUP BY source;
