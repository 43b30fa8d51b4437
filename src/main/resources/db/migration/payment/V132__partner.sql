-- The partner that proposed the instruction, where one did: it hears what becomes of it.
ALTER TABLE payment.payment ADD COLUMN partner text;
