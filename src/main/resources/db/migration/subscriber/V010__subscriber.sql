CREATE SCHEMA subscriber;

-- A subscriber under a random name. The number is sealed with the subscriber's own key; the key is
-- wrapped by the master key. Erasing is setting both to null: what was sealed is then noise.
CREATE TABLE subscriber.subscriber (
    id           uuid PRIMARY KEY,
    msisdn_index bytea UNIQUE,
    msisdn       bytea,
    wrapped_key  bytea,
    language     text CHECK (language IN ('KK', 'RU', 'EN')),
    withdrawn_at timestamptz,
    blocked_at   timestamptz,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 80);

-- R-JOIN-1: one row a subscriber and pair of versions; the first one stands.
CREATE TABLE subscriber.acceptance (
    subscriber_id  uuid NOT NULL REFERENCES subscriber.subscriber,
    operator_rules text NOT NULL,
    emoney_rules   text NOT NULL,
    wording        text NOT NULL,
    channel        text NOT NULL,
    accepted_at    timestamptz NOT NULL,
    PRIMARY KEY (subscriber_id, operator_rules, emoney_rules)
);

-- What an Almaty day has used of the limits; taken under the row's lock in the confirming transaction.
CREATE TABLE subscriber.limit_day (
    subscriber_id uuid   NOT NULL REFERENCES subscriber.subscriber,
    day           date   NOT NULL,
    amount        bigint NOT NULL CHECK (amount >= 0),
    operations    int    NOT NULL CHECK (operations >= 0),
    PRIMARY KEY (subscriber_id, day)
) WITH (fillfactor = 70);

-- What each instruction took, so that it is given back once.
CREATE TABLE subscriber.limit_use (
    instruction_id uuid PRIMARY KEY,
    subscriber_id  uuid    NOT NULL,
    day            date    NOT NULL,
    amount         bigint  NOT NULL CHECK (amount >= 0),
    given_back     boolean NOT NULL DEFAULT false
);
