-- Snapshots of registers that the database and the snapshot in place (attached as `previous`) do not both rest on.
(FROM core.register_snapshot EXCEPT FROM previous.core.register_snapshot)
UNION ALL
(FROM previous.core.register_snapshot EXCEPT FROM core.register_snapshot);
