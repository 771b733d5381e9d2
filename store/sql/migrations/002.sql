-- Editions of a notice in different formats are told apart, and landed files are known by every name they have.
ALTER TABLE raw.notice_version ADD COLUMN format_rank SMALLINT DEFAULT 2;

CREATE TABLE raw.landed_file (name VARCHAR PRIMARY KEY);

INSERT INTO raw.landed_file SELECT DISTINCT name FROM raw.document;
