-- Codes that partners have sent to subscribers, for a delivery for instance (R-OTP-9).
CREATE TABLE partner.code (
    id            uuid PRIMARY KEY,
    partner       text NOT NULL,
    subscriber_id uuid NOT NULL,
    state         text NOT NULL DEFAULT 'issued'
        CHECK (state IN ('issued', 'verified', 'used_up')),
    -- Keyed hash over the id and the code; wiped when the code ends.
    proof         bytea,
    attempts_left int  NOT NULL CHECK (attempts_left >= 0),
    issued_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at    timestamptz NOT NULL,
    CHECK ((state = 'issued') = (proof IS NOT NULL))
);

-- How many a subscriber has of one partner.
CREATE INDEX code_issued ON partner.code (subscriber_id, partner) WHERE state = 'issued';
CREATE INDEX code_expiry ON partner.code (expires_at);
