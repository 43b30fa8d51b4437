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

INSERT INTO payment.pending (partner, payments, tiyn)
SELECT partner, count(*), sum(amount) FROM payment.payment
 WHERE open AND partner IS NOT NULL AND state = 'PROPOSED'
 GROUP BY partner;
