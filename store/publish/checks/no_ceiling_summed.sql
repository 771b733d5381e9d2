-- Frameworks with a value that could be added up.
SELECT ocid, award_id, value_gbp FROM out.award WHERE is_framework AND (value_gbp IS NOT NULL OR award_value_gbp IS NOT NULL) LIMIT 20;
