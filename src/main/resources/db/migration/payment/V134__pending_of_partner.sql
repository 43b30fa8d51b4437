-- What waits for the payers of each partner comes to, without counting it. Only who judges by it writes here, and
-- one at a time for each partner.
CREATE TABLE payment.pending (
    partner  text   PRIMARY KEY,
    payments int    NOT NULL CHECK (payments >= 0),
    tiyn     bigint NOT NULL CHECK (tiyn >= 0)
);

-- Came or went since, and not yet taken in: payments end without waiting for that one.
CREATE TABLE payment.pending_change (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner  text   NOT NULL,
    payments int    NOT NULL,
    tiyn     bigint NOT NULL
);

CREATE INDEX pending_change_of ON payment.pending_change (partner);

-- By triggers: exact also while a node that knows nothing of these sums runs beside one that does.
CREATE FUNCTION payment.pending_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO payment.pending_change (partner, payments, tiyn)
    SELECT partner, count(*), sum(amount) FROM proposed
     WHERE partner IS NOT NULL AND state = 'PROPOSED' GROUP BY partner;
    RETURN NULL;
END $$;

CREATE FUNCTION payment.pending_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO payment.pending_change (partner, payments, tiyn) VALUES (OLD.partner, -1, -OLD.amount);
    RETURN NULL;
END $$;

-- Nothing comes back to being proposed, changes its amount or partner, or is deleted.
CREATE FUNCTION payment.pending_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a partner''s pending payments come to would be wrong: % of %', TG_OP, OLD.id;
END $$;

-- Waits for whoever is writing, and nobody writes until the sums are there.
CREATE TRIGGER pending_came AFTER INSERT ON payment.payment
    REFERENCING NEW TABLE AS proposed
    FOR EACH STATEMENT EXECUTE FUNCTION payment.pending_came();

CREATE TRIGGER pending_went AFTER UPDATE OF state ON payment.payment
    FOR EACH ROW WHEN (OLD.partner IS NOT NULL AND OLD.state = 'PROPOSED' AND NEW.state <> 'PROPOSED')
    EXECUTE FUNCTION payment.pending_went();

CREATE TRIGGER pending_is_final AFTER UPDATE OF state, partner, amount ON payment.payment
    FOR EACH ROW WHEN (OLD.partner IS DISTINCT FROM NEW.partner
        OR NEW.partner IS NOT NULL
           AND (OLD.amount <> NEW.amount OR OLD.state <> 'PROPOSED' AND NEW.state = 'PROPOSED'))
    EXECUTE FUNCTION payment.pending_is_final();

CREATE TRIGGER pending_stays BEFORE DELETE ON payment.payment
    FOR EACH ROW WHEN (OLD.partner IS NOT NULL AND OLD.state = 'PROPOSED')
    EXECUTE FUNCTION payment.pending_is_final();

INSERT INTO payment.pending (partner, payments, tiyn)
SELECT partner, count(*), sum(amount) FROM payment.payment
 WHERE open AND partner IS NOT NULL AND state = 'PROPOSED'
 GROUP BY partner;
