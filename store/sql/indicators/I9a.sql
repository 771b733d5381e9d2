-- I9a theme mix, jobs and skills: flagged processes in scope (R2 or above) that ask for jobs and skills.
SELECT *, coalesce(is_in_scope, false) AND level_rank >= rank_of('R2') AS is_in_denominator,
    list_contains(themes, 'jobs_skills') AS is_in_numerator, is_in_scope IS NULL AND level_rank >= rank_of('R2') AS is_unknown
FROM frame
