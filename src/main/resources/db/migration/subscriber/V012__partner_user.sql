-- People who act for partners, each under the number that is registered for it (R-ACC-1).
CREATE TABLE subscriber.partner_user (
    id            uuid PRIMARY KEY,
    partner       text NOT NULL,
    subscriber_id uuid NOT NULL REFERENCES subscriber.subscriber,
    level         text NOT NULL CHECK (level IN ('full', 'confirm', 'create')),
    -- Whether the user may be told of operations at all: the word of a user with full access.
    may_be_told   boolean NOT NULL DEFAULT true,
    notifications text NOT NULL DEFAULT 'off' CHECK (notifications IN ('on', 'off', 'daily')),
    blocked_at    timestamptz,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (partner, subscriber_id),
    CHECK (may_be_told OR notifications = 'off')
) WITH (fillfactor = 80);

-- What was done with users and their notifications, by whom, and what was refused; never changed
-- (R-OPS-2).
CREATE TABLE subscriber.partner_user_act (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    partner text NOT NULL,
    -- Null: the partner itself.
    by_user uuid,
    user_id uuid NOT NULL,
    channel text NOT NULL,
    act     text NOT NULL,
    -- Null: it was done.
    refused text
);

CREATE INDEX partner_user_act_of ON subscriber.partner_user_act (user_id, id);

CREATE TRIGGER partner_user_act_is_final
    BEFORE UPDATE OR DELETE OR TRUNCATE ON subscriber.partner_user_act
    FOR EACH STATEMENT EXECUTE FUNCTION subscriber.refuse_change();
