-- The latest copy of a text is asked for: people text the same thing every day.
CREATE INDEX inbox_latest_copy ON mailbox.inbox (dedupe_prefix, received_at, id);
DROP INDEX mailbox.inbox_dedupe_prefix_idx;
