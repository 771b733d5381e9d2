-- What does not follow from landing/: the record of runs, and what versions of the classifier said before.
INSERT OR IGNORE INTO core.run BY NAME SELECT * FROM old.core.run;

INSERT OR REPLACE INTO core.level_change BY NAME SELECT * FROM old.core.level_change;

INSERT INTO raw.level_said BY NAME SELECT * FROM old.raw.level_said;
