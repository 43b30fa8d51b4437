-- What subscribers were asked to show to partners, what they said and what was shown: one consent is
-- one answer to one partner. Goes its way once, never back, and is never deleted (R-OPS-2).
CREATE TABLE subscriber.consent (
    id            uuid PRIMARY KEY,
    subscriber_id uuid NOT NULL REFERENCES subscriber.subscriber,
    partner       text NOT NULL,
    -- As the subscriber read it.
    partner_name  text NOT NULL,
    about         text NOT NULL CHECK (about IN ('balance', 'statement')),
    -- Null: the personal account at the operator.
    bank          text,
    -- Which text asked, in which language, under which rules.
    wording       text NOT NULL,
    state         text NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'given', 'refused', 'cancelled', 'expired',
                         -- Of what was given.
                         'used', 'withdrawn', 'lapsed')),
    asked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    answered_at   timestamptz,
    -- When what was given was used, taken back or of no use any more.
    spent_at      timestamptz,
    CHECK ((state = 'asked') = (answered_at IS NULL)),
    CHECK ((state IN ('used', 'withdrawn', 'lapsed')) = (spent_at IS NOT NULL))
);

-- How often somebody was asked lately.
CREATE INDEX consent_of ON subscriber.consent (subscriber_id, asked_at);
-- What may be shown, or taken back.
CREATE INDEX consent_given ON subscriber.consent (subscriber_id) WHERE state = 'given';

CREATE FUNCTION subscriber.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER consent_is_final BEFORE UPDATE ON subscriber.consent
    FOR EACH ROW
    WHEN ((OLD.state, NEW.state) NOT IN
              (('asked', 'given'), ('asked', 'refused'), ('asked', 'cancelled'),
               ('asked', 'expired'), ('given', 'used'), ('given', 'withdrawn'),
               ('given', 'lapsed'))
          OR OLD.answered_at IS DISTINCT FROM NEW.answered_at AND OLD.answered_at IS NOT NULL
          OR (OLD.id, OLD.subscriber_id, OLD.partner, OLD.partner_name, OLD.about, OLD.bank,
              OLD.wording, OLD.asked_at)
             IS DISTINCT FROM
             (NEW.id, NEW.subscriber_id, NEW.partner, NEW.partner_name, NEW.about, NEW.bank,
              NEW.wording, NEW.asked_at))
    EXECUTE FUNCTION subscriber.refuse_change();
CREATE TRIGGER consent_stays BEFORE DELETE OR TRUNCATE ON subscriber.consent
    FOR EACH STATEMENT EXECUTE FUNCTION subscriber.refuse_change();
