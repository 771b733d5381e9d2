-- First day on which any procurement of the data was opened.
SELECT min(opened_on) AS first_day FROM out.process WHERE duplicate_of IS NULL
