-- What an indicator of processes says of each row of `frame`, in their order, as bits: see store/publish/counts.py.
SELECT
    coalesce(is_in_denominator, false)::UTINYINT
    | (coalesce(is_in_numerator, false)::UTINYINT << 1)
    | (coalesce(is_unknown, false)::UTINYINT << 2)
    | (coalesce(NOT is_unknown AND NOT is_in_denominator, false)::UTINYINT << 3)
    | (coalesce(is_presumed, false)::UTINYINT << 4) AS answer
FROM measure;
