-- The years of rows of the changed processes: of their notices, of those they count, and of themselves.
CREATE OR REPLACE TEMP TABLE some_notice AS
SELECT source, ocid, release_id, year
FROM core.notice
WHERE rowid IN (
    SELECT rowid
    FROM core.notice
    WHERE ocid IN (
        SELECT ocid FROM changed
        UNION
        SELECT ocid FROM core.counted_notice WHERE process_ocid IN (SELECT ocid FROM changed)
    )
);

CREATE OR REPLACE TEMP TABLE some_process AS
SELECT ocid, year FROM core.process WHERE rowid IN (SELECT rowid FROM core.process WHERE ocid IN (SELECT ocid FROM changed));
