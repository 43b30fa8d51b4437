CREATE SCHEMA mailbox;

-- The processes of the hub. One that stops saying so is dead, and what it held is free.
CREATE TABLE mailbox.node (
    id              uuid PRIMARY KEY,
    name            text        NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The groups of leases it takes part in.
    lease_groups    text[]      NOT NULL DEFAULT '{}',
    -- The session that the node keeps open: when the process dies, it ends at once.
    session_pid     int,
    session_started timestamptz
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0);

-- Whose a thing is that one node at a time may do. The epoch grows with every change of hands.
CREATE TABLE mailbox.lease (
    lease_group text   NOT NULL,
    number      int    NOT NULL,
    node        uuid,
    epoch       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (lease_group, number)
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0);

-- When sessions lived: what came shortly before one died may come again.
CREATE TABLE mailbox.link_session (
    id        uuid PRIMARY KEY,
    link      text        NOT NULL,
    node      uuid        NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at timestamptz
);
CREATE INDEX ON mailbox.link_session (link, opened_at);
CREATE INDEX ON mailbox.link_session (closed_at);
CREATE INDEX ON mailbox.link_session (node) WHERE closed_at IS NULL;
