-- The whole of the headline must be the processes in scope, each counted once.
SELECT indicator.n AS in_indicator, process.n AS in_processes
FROM
    (SELECT n FROM out.indicator WHERE indicator = 'I1' AND period_kind = 'all' AND cut = 'all') AS indicator,
    (SELECT count(*) AS n FROM out.process WHERE is_in_scope AND opened_on IS NOT NULL AND duplicate_of IS NULL) AS process
WHERE indicator.n <> process.n;
