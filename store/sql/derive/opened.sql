-- Opened processes as they are compared, each by what its own notices say.
CREATE OR REPLACE TEMP TABLE opened_process AS
SELECT
    p.ocid, p.source, s.duplicate_rank, p.authority_id, b.name AS buyer_name, p.title, p.opened_on, p.canonical_url,
    -- The link to the original holds its ocid: ...publiccontractsscotland.gov.uk/v1/Notice?id=ocds-r6ebe6-0000818133
    coalesce(nullif(regexp_extract(p.canonical_url, '[?&]id=(ocds-[0-9a-z]{6}-[0-9A-Za-z-]+)', 1), ''), p.ocid) AS original_ocid,
    title_stem(coalesce(p.title, '')) AS stem,
    p.main_category,
    CASE WHEN p.value_amount > 1 THEN p.value_amount END AS net,
    CASE WHEN p.value_amount_gross > 1 THEN p.value_amount_gross END AS gross,
    timezone('Europe/London', p.deadline_at)::DATE AS deadline_on,
    coalesce(p.status IN ('cancelled', 'withdrawn', 'terminated'), false) AS is_called_off,
    coalesce(regexp_matches(lower(p.title), '\bre ?-?(issued?|advertis\w*|publish\w*|tender\w*|released?)\b'), false) AS says_again,
    CASE WHEN p.description IS NOT NULL THEN hash(p.description) END AS description_hash
FROM core.process p
JOIN ref_sources s USING (source)
LEFT JOIN core.buyer b USING (buyer_id)
WHERE p.is_opened;
