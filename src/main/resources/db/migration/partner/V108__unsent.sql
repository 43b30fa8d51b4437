-- What waits for a partner that doesn't read may be much: replies are found beside it, and so are
-- events that have no number yet.
CREATE INDEX outgoing_unnumbered ON partner.outgoing (partner, channel, id)
    WHERE sent_at IS NULL AND sequence IS NULL;
CREATE INDEX outgoing_numbered ON partner.outgoing (partner, sequence)
    WHERE sent_at IS NULL AND sequence IS NOT NULL;
DROP INDEX partner.outgoing_unsent;
