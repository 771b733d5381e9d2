-- One rule of ref_authority_name_rules; a constant pattern is compiled once, a joined one for every row.
UPDATE inferred_name
SET rule_number = $rule_number
WHERE rule_number IS NULL AND (regexp_matches(key, $pattern) OR regexp_matches(all_words, $pattern));
