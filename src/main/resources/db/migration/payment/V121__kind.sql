-- What kind of instruction a row is: its plan says which steps it takes. Rows from before paid a
-- provider from the advance.
ALTER TABLE payment.payment ADD COLUMN kind text NOT NULL DEFAULT 'PAY';
ALTER TABLE payment.payment ALTER COLUMN kind DROP DEFAULT;

-- Not every kind pays a provider; the payee's number is sealed where the requisites are.
ALTER TABLE payment.payment ALTER COLUMN provider DROP NOT NULL;
ALTER TABLE payment.payment ADD CHECK
    (provider IS NOT NULL OR kind NOT IN ('PAY', 'PAY_FROM_WALLET'));
