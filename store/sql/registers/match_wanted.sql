-- Which supplier is to be looked up in which snapshot: of each register the one nearest the day of an award.
CREATE OR REPLACE TEMP TABLE award_day AS
SELECT DISTINCT awarded_on FROM core.award WHERE awarded_on IS NOT NULL;

CREATE OR REPLACE TEMP TABLE award_snapshot AS
SELECT d.awarded_on, s.register, arg_min(s.snapshot, {'days': abs(s.snapshot - d.awarded_on), 'day': s.snapshot}) AS snapshot
FROM award_day d
CROSS JOIN core.register_snapshot s
GROUP BY d.awarded_on, s.register;

DELETE FROM raw.supplier_found
WHERE (register, snapshot) NOT IN (SELECT (register, snapshot) FROM core.register_snapshot);

DELETE FROM raw.supplier_looked_up
WHERE (register, snapshot, checksum, version) NOT IN (
    SELECT (register, snapshot, checksum, getvariable('matcher_version')) FROM core.register_snapshot
);

DELETE FROM raw.supplier_found
WHERE (supplier_id, register, snapshot) NOT IN (SELECT (supplier_id, register, snapshot) FROM raw.supplier_looked_up);

CREATE OR REPLACE TEMP TABLE pending_lookup AS
SELECT w.supplier_id, s.register, s.snapshot, min(a.awarded_on) AS first_awarded_on
FROM core.award_supplier w
JOIN core.award a USING (ocid, award_id)
JOIN award_snapshot s ON s.awarded_on = a.awarded_on
JOIN core.supplier u USING (supplier_id)
WHERE NOT u.is_person OR w.supplier_id IN (SELECT supplier_id FROM raw.person_key)
GROUP BY w.supplier_id, s.register, s.snapshot;

CREATE OR REPLACE TEMP TABLE pending_lookup AS
SELECT * FROM pending_lookup ANTI JOIN raw.supplier_looked_up USING (supplier_id, register, snapshot);
