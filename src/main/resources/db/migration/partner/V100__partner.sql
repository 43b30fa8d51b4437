CREATE SCHEMA partner;

-- What partners asked for and were answered: the same request again gets the same answer. Rows of
-- requests that did nothing and may be sent again aren't kept.
CREATE TABLE partner.request (
    partner        text  NOT NULL,
    request_id     text  NOT NULL,
    type           text  NOT NULL,
    -- Keyed hash of the canonical body, which names a subscriber.
    digest         bytea NOT NULL,
    -- Null only inside the transaction that writes the row.
    answer         text,
    instruction_id uuid,
    received_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (partner, request_id)
) WITH (fillfactor = 80);

CREATE INDEX request_received ON partner.request (received_at);
CREATE INDEX request_of_instruction ON partner.request (instruction_id)
    WHERE instruction_id IS NOT NULL;

-- What was wrong with messages that could not be acted on; nothing of their bodies.
CREATE TABLE partner.fault (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner     text NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    code        text NOT NULL,
    field       text,
    explanation text NOT NULL,
    request_id  text,
    correlation text NOT NULL
);

CREATE INDEX fault_at ON partner.fault (at);

-- The last number that was given to an event of a partner. Locked by the node that sends.
CREATE TABLE partner.stream (
    partner       text PRIMARY KEY,
    last_sequence bigint NOT NULL DEFAULT 0
);

-- Replies until they are sent, events until they are old. Numbers are given when they are sent, in
-- the order of the ids that are there: no number is missing when a transaction is rolled back.
CREATE TABLE partner.outgoing (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner     text NOT NULL,
    channel     text NOT NULL CHECK (channel IN ('replies', 'events')),
    type        text NOT NULL,
    correlation text,
    grouped_by  text,
    body        text NOT NULL,
    sequence    bigint,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at     timestamptz,
    CHECK (sequence IS NULL OR channel = 'events')
);

CREATE INDEX outgoing_unsent ON partner.outgoing (partner, id) WHERE sent_at IS NULL;
CREATE UNIQUE INDEX outgoing_sequence ON partner.outgoing (partner, sequence)
    WHERE sequence IS NOT NULL;
CREATE INDEX outgoing_sent ON partner.outgoing (sent_at) WHERE sent_at IS NOT NULL;
