-- How the buyer of one process was resolved to a public body, and what a person might look at.
SELECT
    buyer.name,
    buyer.identifier_scheme,
    buyer.identifier,
    buyer.postal_code,
    authority.authority_id,
    authority.name AS authority_name,
    authority.kind,
    authority.kind_basis,
    authority.nation,
    authority.region_name,
    authority.source_note,
    matched.method,
    matched.matched_on,
    matched.score,
    (
        SELECT list(review.reason || coalesce(': ' || review.candidate_name, '') ORDER BY review.reason, review.candidate_name)
        FROM core.buyer_review AS review
        WHERE review.name = buyer.name
            AND (review.reason != 'shared_name' OR matched.score <= 0.8)  -- with a place of its own it is settled
    ) AS review
FROM core.process AS process
INNER JOIN core.buyer AS buyer USING (buyer_id)
INNER JOIN core.buyer_match AS matched USING (buyer_id)
INNER JOIN core.authority AS authority ON authority.authority_id = matched.authority_id
WHERE process.ocid = $ocid;
