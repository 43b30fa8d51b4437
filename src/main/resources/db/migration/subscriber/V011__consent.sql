-- What subscribers were asked to show to partners, and what they said: one consent is one answer to
-- one partner. Never changed once it is answered, never deleted (R-OPS-2).
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
        CHECK (state IN ('asked', 'given', 'refused', 'cancelled', 'expired')),
    asked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    answered_at   timestamptz,
    CHECK ((state = 'asked') = (answered_at IS NULL))
);

-- How often somebody was asked lately.
CREATE INDEX consent_of ON subscriber.consent (subscriber_id, asked_at);

CREATE FUNCTION subscriber.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER consent_is_final BEFORE UPDATE ON subscriber.consent
    FOR EACH ROW WHEN (OLD.state <> 'asked') EXECUTE FUNCTION subscriber.refuse_change();
CREATE TRIGGER consent_stays BEFORE DELETE OR TRUNCATE ON subscriber.consent
    FOR EACH STATEMENT EXECUTE FUNCTION subscriber.refuse_change();
