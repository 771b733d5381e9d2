-- From promise to delivery: the steps of one process.
SELECT * EXCLUDE (ocid, is_sample) FROM out.delivery_chain WHERE ocid = $ocid ORDER BY step_number;
