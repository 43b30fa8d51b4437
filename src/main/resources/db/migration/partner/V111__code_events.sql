-- Partners hear what became of codes that nobody verified.
ALTER TABLE partner.code
    DROP CONSTRAINT code_state_check,
    ADD CONSTRAINT code_state_check CHECK (state IN ('issued', 'verified', 'used_up', 'expired')),
    -- Of the request that issued it; of codes before this one nothing is told.
    ADD COLUMN request_id text,
    ADD COLUMN undelivered_at timestamptz;

CREATE INDEX code_expiring ON partner.code (expires_at) WHERE state = 'issued';
