-- Flagged processes without a quote.
SELECT ocid, level FROM out.process WHERE is_flagged AND best_quote IS NULL LIMIT 20;
