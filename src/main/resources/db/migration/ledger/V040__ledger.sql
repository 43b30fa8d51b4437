CREATE SCHEMA ledger;

-- The chart of accounts with its balances. Nobody writes balances but the trigger on transfers, so
-- that they equal the transfers by construction.
CREATE TABLE ledger.account (
    id              int    GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code            text   NOT NULL CHECK (code ~ '^[a-z]+(\.[a-z0-9-]+)*$'),
    currency        text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    debits_pending  bigint NOT NULL DEFAULT 0 CHECK (debits_pending >= 0),
    debits_posted   bigint NOT NULL DEFAULT 0 CHECK (debits_posted >= 0),
    credits_pending bigint NOT NULL DEFAULT 0 CHECK (credits_pending >= 0),
    credits_posted  bigint NOT NULL DEFAULT 0 CHECK (credits_posted >= 0),
    UNIQUE (code, currency)
) WITH (fillfactor = 50);

-- One row debits one account and credits another: double entry that can't be out of balance.
-- Holds no personal data, so that erasing a person changes nothing here.
CREATE TABLE ledger.transfer (
    key            text COLLATE "C" PRIMARY KEY,
    phase          text   NOT NULL CHECK (phase IN ('pending', 'post', 'void', 'direct')),
    pending_key    text COLLATE "C",
    instruction_id uuid   NOT NULL,
    debit          int    NOT NULL,
    credit         int    NOT NULL,
    amount         bigint NOT NULL CHECK (amount > 0),
    booked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Lets a sealer behind take what is below the snapshot horizon, and miss nothing.
    transaction    xid8   NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (debit <> credit),
    CHECK ((phase IN ('post', 'void')) = (pending_key IS NOT NULL))
);

-- A pending transfer is ended once.
CREATE UNIQUE INDEX transfer_ends ON ledger.transfer (pending_key) WHERE pending_key IS NOT NULL;

CREATE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% is never changed by %', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.transfer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON ledger.account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER by_transfers_only BEFORE UPDATE ON ledger.account
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger.refuse();

-- Checks what a row alone can't know and brings the balances forward: per account one netted
-- update, accounts locked in the order of their ids. The plan is made once a session, perhaps while
-- the table is small, so it is told to look transfers up one by one and by index.
CREATE FUNCTION ledger.book() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    faulty text;
BEGIN
    SELECT n.key INTO faulty
      FROM booked n
      LEFT JOIN LATERAL (SELECT * FROM ledger.transfer WHERE key = n.pending_key OFFSET 0) p
        ON p.phase = 'pending' AND p.instruction_id = n.instruction_id
       AND p.debit = n.debit AND p.credit = n.credit AND p.amount = n.amount
     WHERE n.pending_key IS NOT NULL AND p.key IS NULL
     LIMIT 1;
    IF faulty IS NOT NULL THEN
        RAISE EXCEPTION 'transfer % ends no pending transfer like it', faulty
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    SELECT n.key INTO faulty
      FROM booked n
      LEFT JOIN ledger.account d ON d.id = n.debit
      LEFT JOIN ledger.account c ON c.id = n.credit
     WHERE d.currency IS DISTINCT FROM c.currency OR d.currency IS NULL
     LIMIT 1;
    IF faulty IS NOT NULL THEN
        RAISE EXCEPTION 'transfer % is between accounts of no common currency', faulty
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    PERFORM 1 FROM ledger.account
      WHERE id IN (SELECT debit FROM booked UNION SELECT credit FROM booked)
      ORDER BY id FOR UPDATE;

    UPDATE ledger.account a
       SET debits_pending  = a.debits_pending  + m.debits_pending,
           debits_posted   = a.debits_posted   + m.debits_posted,
           credits_pending = a.credits_pending + m.credits_pending,
           credits_posted  = a.credits_posted  + m.credits_posted
      FROM (SELECT account,
                   sum(pending) FILTER (WHERE side = 'd')    AS debits_pending,
                   sum(posted)  FILTER (WHERE side = 'd')    AS debits_posted,
                   sum(pending) FILTER (WHERE side = 'c')    AS credits_pending,
                   sum(posted)  FILTER (WHERE side = 'c')    AS credits_posted
              FROM (SELECT s.account, s.side,
                           CASE phase WHEN 'pending' THEN amount WHEN 'direct' THEN 0
                                      ELSE -amount END       AS pending,
                           CASE WHEN phase IN ('post', 'direct') THEN amount ELSE 0 END AS posted
                      FROM booked,
                           LATERAL (VALUES (debit, 'd'), (credit, 'c')) AS s (account, side)
                   ) AS sides
             GROUP BY account) AS netted
           CROSS JOIN LATERAL (SELECT coalesce(netted.debits_pending, 0)  AS debits_pending,
                                      coalesce(netted.debits_posted, 0)   AS debits_posted,
                                      coalesce(netted.credits_pending, 0) AS credits_pending,
                                      coalesce(netted.credits_posted, 0)  AS credits_posted) AS m
     WHERE a.id = netted.account;
    RETURN NULL;
END $$;

CREATE TRIGGER book AFTER INSERT ON ledger.transfer
    REFERENCING NEW TABLE AS booked
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.book();
