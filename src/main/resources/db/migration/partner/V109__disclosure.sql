-- What partners want to be shown of subscribers, each under a consent of the same id.
CREATE TABLE partner.disclosure (
    id            uuid PRIMARY KEY,
    partner       text NOT NULL,
    request_id    text NOT NULL,
    subscriber_id uuid NOT NULL,
    about         text NOT NULL CHECK (about IN ('balance', 'statement')),
    -- Null: the personal account at the operator.
    bank          text,
    state         text NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'agreed', 'answered', 'refused', 'cancelled', 'expired',
                         'failed')),
    asked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Of what the subscriber agreed to: when to look it up, and when to give up.
    look_up_at    timestamptz,
    give_up_at    timestamptz,
    ended_at      timestamptz,
    CHECK ((state = 'agreed') = (look_up_at IS NOT NULL)),
    CHECK ((state = 'agreed') = (give_up_at IS NOT NULL)),
    CHECK ((state IN ('pending', 'agreed')) = (ended_at IS NULL))
) WITH (fillfactor = 80);

CREATE INDEX disclosure_open ON partner.disclosure (partner, id) WHERE ended_at IS NULL;
CREATE INDEX disclosure_agreed ON partner.disclosure (look_up_at) WHERE state = 'agreed';
CREATE INDEX disclosure_overdue ON partner.disclosure (give_up_at) WHERE state = 'agreed';
CREATE INDEX disclosure_ended ON partner.disclosure (ended_at) WHERE ended_at IS NOT NULL;

-- Messages that tell of a subscriber: the whole body, sealed with the subscriber's key. What stands
-- in body leaves in its place when the subscriber was erased.
ALTER TABLE partner.outgoing
    ADD COLUMN subscriber_id uuid,
    ADD COLUMN sealed bytea,
    ADD CONSTRAINT outgoing_sealed CHECK ((subscriber_id IS NULL) = (sealed IS NULL));
