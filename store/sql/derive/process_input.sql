-- All that a process is derived and published from, as one number: it changes when any row of it does.
CREATE OR REPLACE TEMP TABLE process_input AS
WITH supplier AS (
    SELECT supplier_id, hash(s) AS hashed FROM core.supplier s
),
judged AS (
    SELECT j.text_id, hash(count(*), sum(hash(j, e)::HUGEINT)) AS hashed
    FROM raw.judged_text j
    SEMI JOIN raw.kpi_said k ON k.text_id = j.text_id
    LEFT JOIN raw.text_evidence e ON e.text_id = j.text_id AND e.version = j.version
    GROUP BY j.text_id
),
said AS (
    SELECT n.ocid, hash('notice', n, b.hashed) AS hashed FROM core.notice n LEFT JOIN buyer_input b USING (buyer_id)
    UNION ALL SELECT ocid, hash('criterion', t) FROM core.criterion t
    UNION ALL SELECT ocid, hash('passage', t) FROM core.passage t
    UNION ALL SELECT ocid, hash('evidence', t) FROM core.evidence t
    UNION ALL SELECT ocid, hash('document', t) FROM core.document t
    UNION ALL
    SELECT d.ocid, hash('document_criterion', t) FROM core.document_criterion t JOIN core.document d USING (document_id)
    UNION ALL SELECT ocid, hash('award', t) FROM raw.award_said t
    UNION ALL
    SELECT t.ocid, hash('award_supplier', t, s.hashed) FROM raw.award_supplier_said t LEFT JOIN supplier s USING (supplier_id)
    UNION ALL
    SELECT t.ocid, hash('tenderer', t, s.hashed) FROM raw.tenderer_said t LEFT JOIN supplier s USING (supplier_id)
    UNION ALL SELECT ocid, hash('contract', t) FROM raw.contract_said t
    UNION ALL SELECT t.ocid, hash('kpi', t, j.hashed) FROM raw.kpi_said t LEFT JOIN judged j USING (text_id)
    UNION ALL SELECT ocid, hash('rating', t) FROM raw.rating_said t
    UNION ALL SELECT ocid, hash('change', t) FROM raw.change_said t
    UNION ALL SELECT ocid, hash('suitability', t) FROM raw.suitability_said t
)
SELECT ocid, sum(hashed::HUGEINT)::HUGEINT AS fingerprint FROM said GROUP BY ocid;
