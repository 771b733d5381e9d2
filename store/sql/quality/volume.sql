-- Notices of each of the last working days beside what is usual on that weekday: the median of up to 12 weeks before,
-- and a least number below it by 3.5 times its usual spread (never less than that of a Poisson count). Only days that
-- were read whole are judged: a day that was not is told as incomplete. $quiet_days: JSON list of {source, day}.
WITH quiet AS (
    SELECT unnest(from_json($quiet_days::JSON, '[{"source":"VARCHAR","day":"DATE"}]'), recursive := true)
),
span AS (
    SELECT
        source,
        timezone('Europe/London', min(window_from))::DATE + 1 AS first_day,
        timezone('Europe/London', max(window_until) FILTER (state = 'complete'))::DATE - 1 AS last_day
    FROM core.crawl_window
    WHERE state <> 'split'
    GROUP BY source
),
hole AS (
    SELECT DISTINCT source, unnest(generate_series(
        timezone('Europe/London', window_from)::DATE::TIMESTAMP,
        timezone('Europe/London', window_until - INTERVAL 1 SECOND)::DATE::TIMESTAMP,
        INTERVAL 1 DAY
    ))::DATE AS day
    FROM core.crawl_window
    WHERE state IN ('incomplete', 'failed')
),
day AS (
    SELECT source, unnest(generate_series(
        greatest(first_day, last_day - 98)::TIMESTAMP, last_day::TIMESTAMP, INTERVAL 1 DAY
    ))::DATE AS day, last_day
    FROM span
    WHERE last_day >= first_day
),
held AS (
    SELECT source, timezone('Europe/London', published_at)::DATE AS day, count(*) AS notice_count
    FROM core.notice
    WHERE published_at IS NOT NULL
    GROUP BY ALL
),
working AS (
    SELECT d.source, d.day, d.last_day, isodow(d.day) AS weekday, coalesce(h.notice_count, 0) AS notice_count
    FROM day d
    LEFT JOIN held h USING (source, day)
    ANTI JOIN quiet q ON q.source = d.source AND q.day = d.day
    ANTI JOIN hole ON hole.source = d.source AND hole.day = d.day
    WHERE isodow(d.day) < 6
),
usual AS (
    SELECT
        w.source, w.day, w.weekday, w.notice_count,
        count(*) AS weeks, median(b.notice_count) AS usual_count, 1.4826 * mad(b.notice_count) AS spread
    FROM working w
    JOIN working b ON b.source = w.source AND b.weekday = w.weekday
        AND b.day < w.day AND b.day >= w.day - 84
    WHERE w.day > w.last_day - 10
    GROUP BY ALL
)
SELECT
    source, day, weekday, notice_count, usual_count,
    ceil(greatest(0, usual_count - 3.5 * greatest(spread, sqrt(usual_count))))::BIGINT AS least_count
FROM usual
WHERE weeks >= 4 AND usual_count >= 15
ORDER BY source, day;
