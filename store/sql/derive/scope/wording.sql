-- One row of ref_scope_wordings; a constant pattern is compiled once, a joined one for every row.
INSERT INTO scope_said
SELECT p.ocid, $says
FROM core.process p
LEFT JOIN core.authority a USING (authority_id)
CROSS JOIN LATERAL (
    SELECT lower(CASE $field WHEN 'title' THEN p.title WHEN 'description' THEN p.description ELSE p.cpv_code END) AS words
) said
WHERE p.is_opened
    -- Of a notice that names its law only this is asked of its words: whether it is a call-off, or sets up what is called off from.
    AND (p.legal_basis IS NULL OR $says IN ('call_off_titled', 'call_off_described', 'framework_set_up'))
    AND regexp_matches(said.words, $pattern)
    AND ($not_pattern IS NULL OR NOT regexp_matches(said.words, $not_pattern))
    AND ($body_pattern IS NULL OR regexp_matches(lower(a.name), $body_pattern));
