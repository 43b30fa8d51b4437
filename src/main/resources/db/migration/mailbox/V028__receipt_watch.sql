-- Codes are looked at once more when no receipt of theirs can be expected any longer: by the end of
-- their validity, each once over all nodes.
CREATE INDEX outbound_code_end ON mailbox.outbound (expires_at) WHERE priority = 0;

CREATE TABLE mailbox.receipt_watch (
    looked_until timestamptz NOT NULL
);
INSERT INTO mailbox.receipt_watch VALUES (clock_timestamp());
