-- Levels and scopes outside their vocabularies.
SELECT ocid, level, scope
FROM out.process
WHERE
    level NOT IN ('R0', 'R1', 'R0n', 'R2', 'R2c', 'R2b', 'R2a', 'R3', 'R4', 'R5', 'R5+')
    OR scope NOT IN ('none', 'D0', 'D1', 'D2', 'D3', 'D4u', 'D4', 'D5', 'D6', 'D7')
LIMIT 20;
