-- What a plain yes answers. Of dialogues before this nobody knows: they end, and nothing is paid.
ALTER TABLE ussd.dialogue
    ADD COLUMN asks_about uuid,
    ADD COLUMN sealed_question bytea;

UPDATE ussd.dialogue SET state = 'CLOSED' WHERE awaits = 'YES' AND state <> 'CLOSED';
