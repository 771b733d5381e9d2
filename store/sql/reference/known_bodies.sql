-- Every public body of our lists, with the words of all its names and who took over from it.
WITH word AS (
    SELECT authority_id, unnest(string_split(alias, ' ')) AS word FROM reference_alias
)
SELECT
    b.authority_id, b.name, b.kind, coalesce(r.nation, b.nation) AS nation, r.region_name, b.valid_from, b.valid_until,
    coalesce(
        (SELECT list(DISTINCT t.tied_id ORDER BY t.tied_id) FROM reference_tie t
            WHERE t.authority_id = b.authority_id AND t.tie = 'successor' AND t.tied_id IS NOT NULL),
        []
    ) AS successor_ids,
    coalesce((SELECT list(DISTINCT w.word ORDER BY w.word) FROM word w WHERE w.authority_id = b.authority_id), []) AS words
FROM reference_body b
LEFT JOIN ref_regions r ON r.region_code = b.region_code AND r.nation = b.nation
ORDER BY b.authority_id;
