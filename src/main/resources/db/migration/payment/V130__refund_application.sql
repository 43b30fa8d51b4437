-- Former subscribers want the rest of their advance; the term runs from the date of the application
-- until a refund is settled, however often it has to be tried.
CREATE TABLE payment.refund_application (
    id            uuid PRIMARY KEY,
    subscriber_id uuid NOT NULL,
    applied_on    date NOT NULL,
    due_on        date NOT NULL CHECK (due_on > applied_on)
);

CREATE INDEX refund_application_of ON payment.refund_application (subscriber_id);

-- Each time somebody took it in, with the refund that was begun or what stood in its way; never
-- changed.
CREATE TABLE payment.refund_try (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES payment.refund_application (id),
    at             timestamptz NOT NULL,
    who            text NOT NULL,
    reason         text NOT NULL,
    instruction_id uuid,
    obstacle       text,
    CHECK (num_nonnulls(instruction_id, obstacle) = 1)
);

CREATE INDEX refund_try_of ON payment.refund_try (application_id, id);

CREATE TRIGGER refund_try_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON payment.refund_try
    FOR EACH STATEMENT EXECUTE FUNCTION payment.refuse_change();

-- Those that are neither refunded nor without anything to refund.
CREATE VIEW payment.open_refund_application AS
    SELECT a.id, a.subscriber_id, a.applied_on, a.due_on
      FROM payment.refund_application a
     WHERE NOT EXISTS (
               SELECT FROM payment.refund_try t
                 LEFT JOIN payment.payment p ON p.id = t.instruction_id
                WHERE t.application_id = a.id
                  AND (p.state = 'SETTLED' OR t.obstacle = 'nothing-left'));
