-- Registers that suppliers are looked up in: snapshots held of each.
SELECT register, count(*) AS snapshots, max(snapshot) AS latest_on, arg_max(bodies, snapshot) AS bodies
FROM core.register_snapshot
GROUP BY register
ORDER BY register
