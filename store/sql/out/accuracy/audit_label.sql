-- What people say of the processes of the samples, given as a JSON list.
CREATE OR REPLACE TEMP TABLE audit_label AS
SELECT unnest(from_json(
    ?::JSON,
    '[{"ocid":"VARCHAR","version":"VARCHAR","level_low":"INTEGER","level_high":"INTEGER","level":"INTEGER","themes":["VARCHAR"]}]'
), max_depth := 2);
