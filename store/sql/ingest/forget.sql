-- The large temporary tables of a batch that is merged: they would take memory until those of the next are complete.
DROP TABLE IF EXISTS listed;
DROP TABLE IF EXISTS staged_text;
DROP TABLE IF EXISTS staged_notice;
