-- Whether whoever sent on it has every answer: then nothing of it comes again.
ALTER TABLE mailbox.link_session ADD COLUMN in_order boolean NOT NULL DEFAULT false;
