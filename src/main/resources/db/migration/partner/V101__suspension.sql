-- Partners that are served no more, until somebody says otherwise.
CREATE TABLE partner.suspension (
    partner text PRIMARY KEY,
    since   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Who suspended and resumed partners, and why; never changed.
CREATE TABLE partner.act (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner text NOT NULL,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    who     text NOT NULL,
    act     text NOT NULL CHECK (act IN ('suspend', 'resume')),
    reason  text NOT NULL
);

CREATE INDEX act_of ON partner.act (partner, id);

CREATE FUNCTION partner.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'acts are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER act_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON partner.act
    FOR EACH STATEMENT EXECUTE FUNCTION partner.refuse_change();
