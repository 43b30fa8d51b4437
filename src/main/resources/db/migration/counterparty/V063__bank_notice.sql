-- Credits that banks told of by themselves, each once, until somebody knows what they are for. What
-- the payer wrote is not kept.
create table counterparty.bank_notice (
    id           bigint      generated always as identity primary key,
    bank         text        not null,
    -- The bank's: the same message may come twice, and tells of several entries.
    message_id   text        not null,
    entry_ref    text        not null,
    -- Whose account was credited; null for the operator's settlement account.
    subscriber   uuid,
    account_tail text        not null,
    amount       bigint      not null check (amount >= 0),
    currency     text        not null,
    -- Of an order of ours.
    instruction  uuid,
    end_to_end   text        not null,
    booked_at    timestamptz not null,
    received_at  timestamptz not null default clock_timestamp(),
    matched_at   timestamptz,
    unique (bank, message_id, entry_ref)
);

create index bank_notice_unmatched on counterparty.bank_notice (bank, id)
    where matched_at is null;
