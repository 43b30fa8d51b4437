-- The text that has to be with the SMSC, or given up, before this one leaves.
ALTER TABLE mailbox.outbound_open ADD COLUMN after uuid;
