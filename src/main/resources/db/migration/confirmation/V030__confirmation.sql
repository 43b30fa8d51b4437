CREATE SCHEMA confirmation;

CREATE TABLE confirmation.challenge (
    id             uuid PRIMARY KEY,
    subscriber_id  uuid NOT NULL,
    instruction_id uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('code', 'yes')),
    state          text NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'confirmed', 'cancelled', 'replaced', 'expired', 'used-up')),
    -- Keyed hash over challenge, what it is bound to, and the code; wiped when the challenge ends.
    proof          bytea,
    attempts_left  int  NOT NULL CHECK (attempts_left >= 0),
    prompt_message uuid NOT NULL,
    opened_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    CHECK ((state = 'open') = (proof IS NOT NULL)),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK (state <> 'open' OR attempts_left > 0)
) WITH (fillfactor = 80);

-- One open challenge a subscriber, whatever the channel.
CREATE UNIQUE INDEX challenge_open ON confirmation.challenge (subscriber_id)
    WHERE state = 'open';
CREATE INDEX challenge_expiring ON confirmation.challenge (expires_at) WHERE state = 'open';
-- Tells a late or repeated answer what became of its challenge.
CREATE INDEX challenge_latest ON confirmation.challenge (subscriber_id, opened_at DESC);
