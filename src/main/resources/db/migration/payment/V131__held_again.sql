-- Generation of the hold that a person had made once more for what is owed, because the first one
-- was gone; null while the first one is charged.
ALTER TABLE payment.payment ADD COLUMN held_again integer;
