-- A queue that just ran empty would be cut short at the end of each vacuum: a lock that all texts
-- wait behind, for room that the next texts need again. The hub cuts one short that was very long.
-- And what cleans up takes turns with those who work.
ALTER TABLE mailbox.inbox_pending
    SET (vacuum_truncate = off, autovacuum_vacuum_cost_delay = 1);
ALTER TABLE mailbox.outbound_open
    SET (vacuum_truncate = off, autovacuum_vacuum_cost_delay = 1);
