-- For reading a period or a range of transactions; an insert pays next to nothing for it.
CREATE INDEX transfer_in_time ON ledger.transfer
    USING brin (booked_at, (transaction::text::bigint))
    WITH (pages_per_range = 32, autosummarize = on);

-- Seals what is booked: each block holds the hash of the one before and is signed with a key that
-- the database does not have.
CREATE TABLE ledger.block (
    number    bigint PRIMARY KEY CHECK (number > 0),
    -- The transfers of the transactions numbered from `since` on and less than `below`. All of
    -- these had ended when the block was made, so nothing can join them.
    since     bigint NOT NULL,
    below     bigint NOT NULL,
    transfers bigint NOT NULL CHECK (transfers > 0),
    content   bytea  NOT NULL,
    previous  bytea  NOT NULL,
    hash      bytea  NOT NULL,
    key_id    text   NOT NULL,
    signature bytea  NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (since < below)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.block
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
