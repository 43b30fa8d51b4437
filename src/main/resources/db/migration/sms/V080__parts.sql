-- Parts of longer texts, until all have come.
CREATE SCHEMA sms;

CREATE TABLE sms.part (
    subscriber   uuid        NOT NULL,
    link         text        NOT NULL,
    destination  text        NOT NULL,
    reference    integer     NOT NULL,
    total        smallint    NOT NULL,
    number       smallint    NOT NULL,
    data_coding  smallint    NOT NULL,
    sealed_octets bytea      NOT NULL,
    session      uuid        NOT NULL,
    received_at  timestamptz NOT NULL,
    PRIMARY KEY (subscriber, link, destination, reference, total, number),
    CHECK (number BETWEEN 1 AND total)
);

-- For the sweep that ends the wait for parts that never come.
CREATE INDEX part_received_at ON sms.part (received_at);

-- Texts whose last part was this inbox entry: what a second look at the entry finds.
CREATE TABLE sms.joined_text (
    entry        bigint      PRIMARY KEY,
    subscriber   uuid        NOT NULL,
    sealed_text  bytea,
    joined_at    timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN sms.joined_text.sealed_text IS 'null when the parts together are no text';

CREATE INDEX joined_text_joined_at ON sms.joined_text (joined_at);
