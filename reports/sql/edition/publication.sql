-- Facts about the snapshot.
SELECT name, value FROM out.publication ORDER BY name
