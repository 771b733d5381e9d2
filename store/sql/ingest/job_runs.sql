-- Rows of the journal of jobs, given as a JSON list.
INSERT OR REPLACE INTO core.run BY NAME
SELECT unnest(from_json(
    ?::JSON,
    '[{"run_id":"VARCHAR","stage":"VARCHAR","started_at":"TIMESTAMPTZ","ended_at":"TIMESTAMPTZ","outcome":"VARCHAR","detail":"VARCHAR"}]'
), recursive := true);
