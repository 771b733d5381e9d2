-- What is known of one process.
SELECT * FROM out.process WHERE ocid = $ocid;
