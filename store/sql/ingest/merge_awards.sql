-- Staged rows of awards, suppliers and contracts into their tables: those of notices that are new or changed, in the
-- place of what the same notices said before. `replaced` and `changed` are made by merge.sql.
DELETE FROM raw.award_said USING replaced
WHERE award_said.source = replaced.source AND award_said.ocid = replaced.ocid AND award_said.release_id = replaced.release_id;

DELETE FROM raw.award_supplier_said USING replaced
WHERE award_supplier_said.source = replaced.source AND award_supplier_said.ocid = replaced.ocid
    AND award_supplier_said.release_id = replaced.release_id;

DELETE FROM raw.tenderer_said USING replaced
WHERE tenderer_said.source = replaced.source AND tenderer_said.ocid = replaced.ocid
    AND tenderer_said.release_id = replaced.release_id;

DELETE FROM raw.contract_said USING replaced
WHERE contract_said.source = replaced.source AND contract_said.ocid = replaced.ocid
    AND contract_said.release_id = replaced.release_id;

DELETE FROM raw.kpi_said USING replaced
WHERE kpi_said.source = replaced.source AND kpi_said.ocid = replaced.ocid AND kpi_said.release_id = replaced.release_id;

DELETE FROM raw.rating_said USING replaced
WHERE rating_said.source = replaced.source AND rating_said.ocid = replaced.ocid
    AND rating_said.release_id = replaced.release_id;

DELETE FROM raw.change_said USING replaced
WHERE change_said.source = replaced.source AND change_said.ocid = replaced.ocid
    AND change_said.release_id = replaced.release_id;

DELETE FROM raw.suitability_said USING replaced
WHERE suitability_said.source = replaced.source AND suitability_said.ocid = replaced.ocid
    AND suitability_said.release_id = replaced.release_id;

INSERT INTO raw.award_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id) FROM staged_award SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.award_supplier_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id)
FROM staged_award_supplier SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.tenderer_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id)
FROM staged_tenderer SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.contract_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id)
FROM staged_contract SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.kpi_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id) FROM staged_kpi SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.rating_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id) FROM staged_rating SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.change_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id) FROM staged_change SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO raw.suitability_said BY NAME
SELECT DISTINCT * EXCLUDE (content_id)
FROM staged_suitability SEMI JOIN changed USING (source, ocid, release_id, content_id);

INSERT INTO core.supplier BY NAME
SELECT * FROM staged_supplier ANTI JOIN core.supplier USING (supplier_id);

INSERT INTO raw.person_key BY NAME
SELECT * EXCLUDE (secret) REPLACE (sha256(secret || key_hash) AS key_hash)
FROM staged_person_key
CROSS JOIN raw.person_secret
ANTI JOIN raw.person_key USING (supplier_id);
