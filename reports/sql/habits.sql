-- Every authority with a procurement in scope in the 12 months to the end of the week.
SELECT
    authority_id, any_value(authority_name) AS name, any_value(authority_kind) AS kind,
    count(*) AS n,
    count(*) FILTER (level_rank >= 3) AS k,
    count(*) FILTER (level_rank >= 7) AS evaluated
FROM out.process
WHERE
    is_in_scope AND duplicate_of IS NULL AND authority_id IS NOT NULL AND authority_kind IS NOT NULL
    AND opened_on BETWEEN ($until::DATE + 1 - INTERVAL 1 YEAR)::DATE AND $until::DATE
GROUP BY authority_id
ORDER BY kind, lower(name), authority_id
