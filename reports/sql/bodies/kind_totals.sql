-- The 12 months of out.authority by kind of authority, and how many of its authorities score social value always, sometimes, never.
SELECT
    kind,
    sum(n)::BIGINT AS n, sum(k)::BIGINT AS k, sum(evaluated)::BIGINT AS evaluated, sum(unknown)::BIGINT AS unknown,
    count(*) FILTER (n > 0) AS authorities,
    count(*) FILTER (n >= $least_n) AS placed,
    count(*) FILTER (n >= $least_n AND evaluated = n) AS always,
    count(*) FILTER (n >= $least_n AND evaluated > 0 AND evaluated < n) AS sometimes,
    count(*) FILTER (n >= $least_n AND evaluated = 0) AS never
FROM out.authority
GROUP BY kind
ORDER BY kind
