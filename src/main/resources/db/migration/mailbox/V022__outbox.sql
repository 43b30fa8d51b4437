CREATE TABLE mailbox.outbound (
    id             uuid        NOT NULL,
    created_at     timestamptz NOT NULL,
    subscriber_id  uuid        NOT NULL,
    link           text        NOT NULL,
    sender         text        NOT NULL,
    priority       smallint    NOT NULL,
    -- Sealed; null when it was wiped.
    body           bytea,
    expires_at     timestamptz,
    instruction_id uuid,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE mailbox.outbound_default PARTITION OF mailbox.outbound DEFAULT;

-- What of it is neither with the SMSC nor given up. The key is the order of sending: ids begin with
-- the time they were made.
CREATE TABLE mailbox.outbound_open (
    link         text        NOT NULL,
    priority     smallint    NOT NULL,
    id           uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    -- Who sends it; nobody while no node serves the link.
    node         uuid,
    next_attempt timestamptz NOT NULL,
    attempts     int         NOT NULL DEFAULT 0,
    -- Why the last attempt failed.
    last_reason  text,
    give_up_at   timestamptz NOT NULL,
    PRIMARY KEY (link, priority, id)
) WITH (fillfactor = 90, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE mailbox.outbound_part (
    message       uuid        NOT NULL,
    part          smallint    NOT NULL,
    parts         smallint    NOT NULL,
    link          text        NOT NULL,
    smsc_id       text        NOT NULL,
    normalised_id text        NOT NULL,
    submitted_at  timestamptz NOT NULL
) PARTITION BY RANGE (submitted_at);
CREATE INDEX ON mailbox.outbound_part (message);
CREATE INDEX ON mailbox.outbound_part (normalised_id);
CREATE TABLE mailbox.outbound_part_default PARTITION OF mailbox.outbound_part DEFAULT;

-- Texts that were given up, and why.
CREATE TABLE mailbox.outbound_failed (
    id        uuid PRIMARY KEY,
    failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason    text        NOT NULL
);

-- Matched to parts by link and id when somebody asks, so that the order of arrival is all one.
CREATE TABLE mailbox.receipt (
    received_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    link          text        NOT NULL,
    normalised_id text        NOT NULL,
    state         text        NOT NULL,
    error         text        NOT NULL,
    at            timestamptz NOT NULL
) PARTITION BY RANGE (received_at);
CREATE INDEX ON mailbox.receipt (normalised_id);
CREATE TABLE mailbox.receipt_default PARTITION OF mailbox.receipt DEFAULT;
