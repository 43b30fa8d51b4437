CREATE SCHEMA console;

-- Who did what in the console. Each entry carries a keyed hash over itself and the one before, so
-- that one changed, taken out or put in between shows; the key is not in the database.
CREATE TABLE console.act (
    -- Without gaps.
    id      bigint PRIMARY KEY,
    at      timestamptz NOT NULL,
    who     text  NOT NULL,
    act     text  NOT NULL,
    -- What it was done with: an id, never a number.
    subject text  NOT NULL,
    reason  text  NOT NULL,
    effect  text  NOT NULL,
    hash    bytea NOT NULL
);

CREATE INDEX act_of ON console.act (subject, id);

CREATE FUNCTION console.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'acts are never changed';
END
$$;

CREATE TRIGGER act_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON console.act
    FOR EACH STATEMENT EXECUTE FUNCTION console.refuse_change();
