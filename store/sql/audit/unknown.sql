-- Of the processes given, those of which the writer's database holds no notice.
SELECT given.ocid
FROM (SELECT unnest(?::VARCHAR[]) AS ocid) AS given
ANTI JOIN core.notice USING (ocid);
