-- Every authority with five procurements in scope or more in 12 months: its share drawn towards that of its peers.
SELECT authority_id, name, kind, n, k, evaluated, rate, shrunk_rate, shrunk_low, shrunk_high, evaluated_shrunk_rate
FROM out.authority
WHERE n >= $least_n AND shrunk_rate IS NOT NULL
ORDER BY kind, shrunk_rate, authority_id
