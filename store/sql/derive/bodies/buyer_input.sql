-- What is known of each buyer and its body, as one hash.
CREATE OR REPLACE TEMP TABLE buyer_input AS
SELECT b.buyer_id, hash(b, m, a, c.classes) AS hashed
FROM core.buyer b
LEFT JOIN core.buyer_match m USING (buyer_id)
LEFT JOIN core.authority a ON a.authority_id = m.authority_id
LEFT JOIN (
    SELECT authority_id, list(hash(k) ORDER BY valid_from) AS classes FROM core.authority_class k GROUP BY authority_id
) c ON c.authority_id = m.authority_id;
