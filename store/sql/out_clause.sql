WITH clause AS (
    SELECT
        md5(trim(regexp_replace(lower(e.text), '\s+', ' ', 'g'))) AS clause_id,
        e.*, p.authority_name, p.authority_kind, p.cpv_division,
        timezone('Europe/London', e.published_at)::DATE AS published_on
    FROM counted_evidence e
    JOIN out.process p USING (ocid)
    WHERE e.rank >= 3
)
SELECT
    clause_id, text, kind, level, weight_pct, is_act_named, standards, themes, rule, version, ocid, notice_id, notice_url,
    path, authority_name, authority_kind, cpv_division, published_on,
    process_count
FROM clause
JOIN (SELECT clause_id, count(DISTINCT ocid) AS process_count FROM clause GROUP BY clause_id) USING (clause_id)
QUALIFY row_number() OVER (
    PARTITION BY clause_id ORDER BY published_at NULLS LAST, rank DESC, ocid, release_id, path, start_offset
) = 1
ORDER BY clause_id
