-- What happened to every instruction, kept for years (R-OPS-2): months are partitions. No personal
-- data, so nothing has to be found again when a subscriber is erased.
CREATE TABLE mailbox.timeline (
    at             timestamptz NOT NULL,
    instruction_id uuid,
    subscriber_id  uuid        NOT NULL,
    kind           text        NOT NULL,
    detail         text        NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX ON mailbox.timeline (instruction_id) WHERE instruction_id IS NOT NULL;
CREATE TABLE mailbox.timeline_default PARTITION OF mailbox.timeline DEFAULT;
