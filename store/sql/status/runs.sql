-- The last run of each stage.
SELECT stage, run_id, started_at, ended_at, outcome, detail
FROM core.run
QUALIFY row_number() OVER (PARTITION BY stage ORDER BY started_at DESC, run_id DESC) = 1
ORDER BY started_at, stage;
