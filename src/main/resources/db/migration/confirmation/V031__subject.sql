-- What is asked about: a payment, or whether a partner may see something.
ALTER TABLE confirmation.challenge
    ADD COLUMN subject text NOT NULL DEFAULT 'payment' CHECK (subject IN ('payment', 'consent'));
