-- How the scope of one procurement was decided.
SELECT step, decision, reason, law_source FROM core.scope_step WHERE ocid = $ocid ORDER BY step_number
