-- Of the processes given, those that are not published.
SELECT given.ocid
FROM (SELECT unnest(?::VARCHAR[]) AS ocid) AS given
ANTI JOIN snap.out.process USING (ocid);
