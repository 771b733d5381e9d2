-- Pairs that a person should look at.
INSERT INTO core.duplicate_review BY NAME
SELECT
    one AS ocid, other AS other_ocid, score, title_likeness, buyer_likeness, value AS value_relation,
    deadline AS deadline_relation, days_apart, is_same_portal, is_same_body
FROM duplicate_judged
WHERE answer = 'doubtful'
ORDER BY score DESC, one, other;
