-- Buyers whose public body is a guess or not known, those with most notices first (all notices held, whether figures count them or not) - the first 50 rows
SELECT name, reason, candidate_name, similarity, notice_count
FROM core.buyer_review
ORDER BY notice_count DESC, name
LIMIT 50;
