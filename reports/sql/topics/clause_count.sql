-- How many distinct clauses the data hold.
SELECT count(*) AS clauses FROM out.clause
