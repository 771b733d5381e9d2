-- Passages that still hold an e-mail address.
SELECT passage_id, path FROM checked_passage WHERE regexp_matches(text, '[[:alnum:]._%+-]+@[[:alnum:]-]+\.[[:alpha:]]{2,}') LIMIT 20;
