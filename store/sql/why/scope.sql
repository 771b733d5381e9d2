-- The steps that decided the legal scope of one process.
SELECT step, decision, reason, law_source FROM core.scope_step WHERE ocid = $ocid ORDER BY step_number;
