-- Payments that users created who may not confirm them: each waits until a user who may approves it,
-- under the id that the payment has then (R-ACC-3). Nobody but the partner knows of them yet.
CREATE TABLE partner.held_payment (
    id         uuid   PRIMARY KEY,
    partner    text   NOT NULL,
    provider   text   NOT NULL,
    tiyn       bigint NOT NULL CHECK (tiyn > 0),
    fee_tiyn   bigint NOT NULL CHECK (fee_tiyn >= 0),
    -- What was asked for, sealed; gone as soon as nothing waits for it.
    sealed     bytea,
    state      text   NOT NULL DEFAULT 'held'
        CHECK (state IN ('held', 'approved', 'refused', 'cancelled', 'expired')),
    -- Why nothing was proposed to the subscriber although it was approved.
    reason     text,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CHECK ((state = 'held') = (sealed IS NOT NULL)),
    CHECK ((state = 'held') = (ended_at IS NULL)),
    CHECK ((state = 'refused') = (reason IS NOT NULL))
) WITH (fillfactor = 80);

CREATE INDEX held_payment_of ON partner.held_payment (partner, id) INCLUDE (tiyn)
    WHERE state = 'held';
CREATE INDEX held_payment_expiring ON partner.held_payment (expires_at) WHERE state = 'held';
CREATE INDEX held_payment_ended ON partner.held_payment (ended_at) WHERE ended_at IS NOT NULL;
