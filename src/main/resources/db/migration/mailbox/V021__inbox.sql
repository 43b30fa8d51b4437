-- What came in, as it came; never updated but to be wiped. Days are partitions, made ahead by the
-- hub; the default one catches what comes when they are not.
CREATE TABLE mailbox.inbox (
    id            bigint      NOT NULL,
    received_at   timestamptz NOT NULL,
    subscriber_id uuid        NOT NULL,
    kind          text        NOT NULL,
    link          text        NOT NULL,
    session       uuid        NOT NULL,
    destination   text        NOT NULL,
    dedupe_key    bytea       NOT NULL,
    -- The start of the key: what the index holds.
    dedupe_prefix bigint      NOT NULL,
    payload       bytea       NOT NULL,
    PRIMARY KEY (id, received_at)
) PARTITION BY RANGE (received_at);
CREATE INDEX ON mailbox.inbox (dedupe_prefix);
CREATE TABLE mailbox.inbox_default PARTITION OF mailbox.inbox DEFAULT;

-- The hub takes ids in blocks.
CREATE SEQUENCE mailbox.inbox_id INCREMENT BY 1000;

-- What of it is not handled yet. Deleting the row is being done, for whoever succeeds in it.
CREATE TABLE mailbox.inbox_pending (
    partition   smallint    NOT NULL,
    id          bigint      NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (partition, id)
) WITH (autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);

-- What can't be handled, set aside.
CREATE TABLE mailbox.inbox_failed (
    id          bigint PRIMARY KEY,
    received_at timestamptz NOT NULL,
    failed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts    int         NOT NULL,
    error_class text        NOT NULL
);

-- Messages whose acceptance the sender may not have heard of: a copy of them is a redelivery.
CREATE TABLE mailbox.unacknowledged (
    dedupe_key bytea       NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON mailbox.unacknowledged (dedupe_key);
CREATE INDEX ON mailbox.unacknowledged (noted_at);
