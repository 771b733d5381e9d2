-- Share of opening notices with a field, of the last 7 days of a portal and of the 84 days before, where it has
-- fallen to less than half.
WITH opening AS (
    SELECT source, published_at, max(published_at) OVER (PARTITION BY source) AS last_at, {
        'title': title IS NOT NULL,
        'description': description IS NOT NULL,
        'buyer_name': buyer_name IS NOT NULL,
        'main_category': main_category IS NOT NULL,
        'cpv_code': cpv_code IS NOT NULL,
        'value': coalesce(value_amount, value_amount_gross) IS NOT NULL,
        'deadline_at': deadline_at IS NOT NULL
    } AS filled
    FROM core.notice
    WHERE stage = 'tender' AND published_at IS NOT NULL
),
long_form AS (
    SELECT source, published_at > last_at - INTERVAL 7 DAY AS is_now, unnest([
        {'field': 'title', 'is_filled': filled.title},
        {'field': 'description', 'is_filled': filled.description},
        {'field': 'buyer_name', 'is_filled': filled.buyer_name},
        {'field': 'main_category', 'is_filled': filled.main_category},
        {'field': 'cpv_code', 'is_filled': filled.cpv_code},
        {'field': 'value', 'is_filled': filled.value},
        {'field': 'deadline_at', 'is_filled': filled.deadline_at}
    ], recursive := true)
    FROM opening
    WHERE published_at > last_at - INTERVAL 91 DAY
),
rate AS (
    SELECT
        source, field,
        count(*) FILTER (is_now) AS now_n, count(*) FILTER (NOT is_now) AS before_n,
        avg(is_filled::INTEGER) FILTER (is_now) AS now_rate, avg(is_filled::INTEGER) FILTER (NOT is_now) AS before_rate
    FROM long_form
    GROUP BY ALL
)
SELECT source, field, 100 * now_rate AS now_pct, 100 * before_rate AS before_pct
FROM rate
WHERE now_n >= 30 AND before_n >= 100 AND before_rate >= 0.3 AND now_rate < before_rate / 2
ORDER BY source, field;
