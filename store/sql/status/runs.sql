-- The last run of each stage, but for those that a clock which was ahead has written.
SELECT stage, run_id, started_at, ended_at, outcome, detail
FROM core.run
WHERE started_at <= $now + INTERVAL 5 MINUTE
QUALIFY row_number() OVER (PARTITION BY stage ORDER BY started_at DESC, run_id DESC) = 1
ORDER BY started_at, stage;
