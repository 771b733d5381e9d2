-- What each version got right on texts that neither rules nor model were made with: a row for each text, the latest version first.
SELECT
    version, is_in_force, material, unit, min(measured_on) AS measured_on,
    any_value({'k': k, 'n': n, 'value': value, 'low': low, 'high': high}) FILTER (measure = 'flag_precision')
        AS flag_precision,
    any_value({'k': k, 'n': n, 'value': value, 'low': low, 'high': high}) FILTER (measure = 'flag_recall')
        AS flag_recall,
    any_value({'k': k, 'n': n, 'value': value, 'low': low, 'high': high}) FILTER (
        measure IN ('kind_right', 'level_right')
    ) AS exact
FROM out.accuracy
WHERE
    NOT is_tuned_on AND value IS NOT NULL AND cut = 'all'
    AND measure IN ('flag_precision', 'flag_recall', 'kind_right', 'level_right')
GROUP BY version, is_in_force, material, unit
ORDER BY
    is_in_force DESC, max(min(measured_on)) OVER (PARTITION BY version) DESC,
    list_transform(
        string_split(split_part(replace(version, 'rules-', ''), '+', 1), '.'), lambda part: try_cast(part AS INTEGER)
    ) DESC,
    version, material, unit DESC
