-- Processes held; of those counted, in scope; of those in scope, flagged.
SELECT
    count(*),
    count(*) FILTER (is_in_scope AND opened_on IS NOT NULL AND duplicate_of IS NULL),
    count(*) FILTER (is_in_scope AND is_flagged AND opened_on IS NOT NULL AND duplicate_of IS NULL)
FROM out.process;
