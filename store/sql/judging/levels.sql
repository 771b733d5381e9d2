-- What the classifier now says of each process, and what it said otherwise at another version.
CREATE OR REPLACE TEMP TABLE level_now AS
WITH held AS (
    SELECT ocid, count(*) AS notice_count FROM core.notice GROUP BY ocid
),
found AS (
    SELECT
        ocid,
        -- of rules at one level the last by name, so that it is the same whatever was judged first
        max({'rank': list_position(getvariable('levels'), level), 'level': level, 'rule': rule}) AS strongest
    FROM core.evidence
    SEMI JOIN core.notice USING (source, ocid, release_id)
    WHERE document_id IS NULL
    GROUP BY ocid
)
SELECT ocid, coalesce(strongest.level, 'R0') AS level, strongest.rule AS rule, notice_count
FROM held
LEFT JOIN found USING (ocid);

INSERT OR REPLACE INTO core.level_change BY NAME
SELECT
    now.ocid,
    said.version AS version_before,
    getvariable('version') AS version_after,
    said.level AS level_before,
    now.level AS level_after,
    said.rule AS rule_before,
    now.rule AS rule_after
FROM level_now AS now
JOIN raw.level_said AS said USING (ocid)
WHERE said.version <> getvariable('version')
  AND said.notice_count = now.notice_count  -- a notice that came in between explains the change by itself
  AND said.level <> now.level;

DELETE FROM raw.level_said WHERE ocid NOT IN (SELECT ocid FROM level_now);

INSERT OR REPLACE INTO raw.level_said BY NAME
SELECT now.*, getvariable('version') AS version
FROM level_now AS now
LEFT JOIN raw.level_said AS said USING (ocid)
WHERE said.level IS DISTINCT FROM now.level
    OR said.rule IS DISTINCT FROM now.rule
    OR said.notice_count IS DISTINCT FROM now.notice_count
    OR said.version <> getvariable('version');

DROP TABLE temp.level_now;
