create schema counterparty;

-- One effect at a counterparty, brought about at most once. The key is the one the counterparty
-- knows; answered rows stay, so that a key is never used twice.
create table counterparty.command (
    instruction  uuid        not null,
    step         text        not null,
    generation   integer     not null check (generation > 0),
    counterparty text        not null,
    subscriber   uuid        not null,
    operation    text        not null,
    -- The operation, sealed with the subscriber's key.
    payload      bytea       not null,
    state        text        not null
        check (state in ('queued', 'sending', 'answered', 'unknown', 'cancelled')),
    -- Not sent later than this.
    deadline     timestamptz not null,
    created_at   timestamptz not null default clock_timestamp(),
    -- When the sweep looks at the row next: a queued one for a lost message or a passed deadline,
    -- a sending one for an answer that was never recorded, an unknown one for an inquiry.
    -- Infinity when a person decides, null when the outcome is final.
    due_at       timestamptz,
    -- Redelivery was exhausted; waits for a person.
    parked       boolean     not null default false,
    attempts     integer     not null default 0,
    inquiries    integer     not null default 0,
    node         uuid,
    sent_at      timestamptz,
    unknown_at   timestamptz,
    answered_at  timestamptz,
    outcome      text
        check (outcome in ('accepted', 'refused', 'not-sent', 'unknown', 'stuck')),
    refusal      text,
    -- Reference and details of the answer, sealed with the subscriber's key.
    response     bytea,
    -- For support staff, masked.
    detail       text,
    -- A later answer that said otherwise; the recorded one stands, a person decides.
    contradiction text,
    primary key (instruction, step, generation),
    check ((state = 'answered') = (coalesce(outcome, '') in ('accepted', 'refused'))),
    check ((state = 'cancelled') = (coalesce(outcome, '') = 'not-sent')),
    check ((state in ('answered', 'cancelled')) = (due_at is null)),
    check ((state in ('answered', 'cancelled')) = (answered_at is not null)),
    check (state <> 'sending' or sent_at is not null)
) with (fillfactor = 80);

-- Holds no final row: for the sweeps and for counting what is open.
create index command_due on counterparty.command (counterparty, state, due_at)
    where due_at is not null;
