CREATE SCHEMA payment;

-- One row an instruction, from its proposal to its end. What never changes is written once; a step
-- of the saga changes columns that no index holds, so that it stays on its page.
CREATE TABLE payment.payment (
    id              uuid PRIMARY KEY,
    subscriber_id   uuid     NOT NULL,
    state           text     NOT NULL,
    open            boolean  NOT NULL,
    version         int      NOT NULL DEFAULT 1,
    generation      smallint NOT NULL DEFAULT 1 CHECK (generation >= 1),
    provider        text     NOT NULL,
    -- Sealed with the subscriber's key: whose bill somebody pays is personal.
    requisites      bytea    NOT NULL,
    payee_index     bytea    NOT NULL,
    amount          bigint   NOT NULL CHECK (amount > 0),
    fee             bigint   NOT NULL CHECK (fee >= 0),
    currency        text     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    system          text,
    link            text     NOT NULL,
    short_code      text     NOT NULL,
    language        text     NOT NULL CHECK (language IN ('KK', 'RU', 'EN')),
    brand           text     NOT NULL,
    reason          text,
    topup_reference text,
    payment_number  text,
    received_at     timestamptz NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    confirmed_at    timestamptz,
    deadline        timestamptz,
    overdue_at      timestamptz,
    -- What moves money knows by which system, and was confirmed.
    CHECK (system IS NOT NULL OR NOT open),
    CHECK (overdue_at IS NULL OR confirmed_at IS NOT NULL)
) WITH (fillfactor = 60);

CREATE INDEX payment_of_subscriber ON payment.payment (subscriber_id, created_at);
-- The unfinished ones, whatever lies behind them; the first are those that take too long.
CREATE INDEX payment_open ON payment.payment (overdue_at) WHERE open;

-- R-INS-5: the individual payment number of each purchase of e-money, by which a receipt is found.
CREATE TABLE payment.payment_number (
    system         text NOT NULL,
    number         text NOT NULL,
    instruction_id uuid NOT NULL,
    subscriber_id  uuid NOT NULL,
    PRIMARY KEY (number, system)
);

-- Payees that a subscriber has paid, by blind index: for them a plain yes may do.
CREATE TABLE payment.known_payee (
    subscriber_id uuid  NOT NULL,
    payee_index   bytea NOT NULL,
    first_paid_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (subscriber_id, payee_index)
);
