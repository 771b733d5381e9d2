-- What everything was derived from, for the next derivation to compare with.
INSERT INTO raw.process_input BY NAME
SELECT * FROM process_input;

INSERT INTO raw.opened_process BY NAME
SELECT * FROM opened_process;

INSERT INTO raw.duplicate_pair BY NAME
SELECT
    one, other, answer, score, title_likeness, buyer_likeness, "value", deadline, days_apart, is_same_portal, is_same_body
FROM duplicate_judged
WHERE answer <> 'no';
