-- Awards with their value, day and suppliers, before it is told which of them state another once more.
CREATE OR REPLACE TEMP TABLE award_built AS
SELECT
    a.ocid, a.award_id, a.latest.source AS source, a.latest.release_id AS release_id, a.release_ids,
    a.latest.path AS path,
    CASE
        WHEN c.is_cancelled THEN 'cancelled'
        -- Called off after it was last stated, and before any contract. One that was active is ended by UK12 alone.
        WHEN NOT coalesce(c.is_entered, false) AND coalesce(CASE WHEN a.status = 'pending' THEN g.off_order ELSE g.ended_order END > a.last_order, false)
            THEN 'cancelled'
        ELSE coalesce(a.status, 'active')
    END AS status,
    a.is_intended AND NOT coalesce(c.is_entered, false) AS is_intended,
    a.title, a.lots,
    coalesce(a.awarded_on, c.signed_on, a.published_on) AS awarded_on,
    CASE WHEN a.awarded_on IS NOT NULL THEN 'stated' WHEN c.signed_on IS NOT NULL THEN 'signed'
        WHEN a.published_on IS NOT NULL THEN 'published' ELSE 'missing' END AS awarded_on_basis,
    CASE WHEN is_of_contracts THEN c.value_gbp ELSE net_gbp(a.stated.net, a.stated.gross, a.stated.currency) END AS value_gbp,
    CASE WHEN is_of_contracts THEN c.value_basis ELSE basis END AS value_basis,
    f.framework_basis IS NOT NULL AS is_framework,
    f.framework_basis,
    f.framework_basis IS NOT NULL AS is_ceiling,
    coalesce(a.starts_on, c.starts_on) AS starts_on,
    coalesce(a.ends_on, c.ends_on) AS ends_on,
    len(coalesce(b.bodies, []))::INTEGER AS supplier_count,
    coalesce(b.bodies, []) AS bodies,
    b."names", coalesce(b.has_numbers, false) AS has_numbers,
    CASE WHEN basis = 'foreign_currency' THEN a.stated END AS stated_abroad,
    a.first_order, a.last_order, a.first_notice, a.position, a.is_update, a.is_sample
FROM award_now a
JOIN award_framework f USING (ocid, award_id)
LEFT JOIN award_contracts c USING (ocid, award_id)
LEFT JOIN award_bodies b USING (ocid, award_id)
LEFT JOIN called_off g ON g.ocid = a.ocid
-- An award that states no value, or a filler, is worth what its contracts are.
CROSS JOIN LATERAL (SELECT net_basis(a.stated.net, a.stated.gross, a.stated.currency) AS basis) said
CROSS JOIN LATERAL (SELECT said.basis IN ('missing', 'placeholder') AND c.value_gbp IS NOT NULL AS is_of_contracts) taken;
