-- Since when an instruction goes no further because its subscriber recalled it.
ALTER TABLE payment.payment ADD COLUMN recalled_at timestamptz;

-- The instruction that this one takes back. Set once and in no index with anything that changes.
ALTER TABLE payment.payment ADD COLUMN reverses uuid;
CREATE INDEX payment_reverses ON payment.payment (reverses) WHERE reverses IS NOT NULL;

-- What people did with instructions that only they can end; never changed.
CREATE TABLE payment.act (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instruction_id uuid   NOT NULL,
    at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    who            text   NOT NULL,
    act            text   NOT NULL CHECK (act IN ('retry', 'write-off')),
    reason         text   NOT NULL,
    -- Where it stood, and where the act brought it.
    before         text   NOT NULL,
    after          text   NOT NULL
);

CREATE INDEX act_of ON payment.act (instruction_id, id);

CREATE FUNCTION payment.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'acts are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER act_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON payment.act
    FOR EACH STATEMENT EXECUTE FUNCTION payment.refuse_change();
