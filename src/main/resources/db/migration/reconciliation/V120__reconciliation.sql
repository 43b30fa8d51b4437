create schema reconciliation;

-- One end-of-day file of one counterparty, taken in once.
create table reconciliation.day_file (
    id           uuid        primary key,
    counterparty text        not null,
    day          date        not null,
    digest       bytea       not null,
    size_bytes   bigint      not null,
    lines        bigint      not null,
    matched      bigint      not null,
    breaks       bigint      not null,
    -- Earlier breaks that this file explained.
    resolved     bigint      not null,
    source       text        not null check (source in ('upload', 'fetch')),
    imported_by  text        not null,
    imported_at  timestamptz not null default clock_timestamp(),
    unique (counterparty, day)
);

-- What a counterparty and the ledger tell differently. Ours is null where we have nothing, theirs
-- where they have nothing. Kept for good, as all that people do with it is.
create table reconciliation.break (
    id              bigint      generated always as identity primary key,
    counterparty    text        not null,
    day             date        not null,
    day_file        uuid        not null references reconciliation.day_file,
    kind            text        not null
        check (kind in ('missing-here', 'missing-there', 'amount', 'state', 'date')),
    -- The key of the command that it is about; empty when their line names none.
    reference       text        not null,
    -- A further line of theirs with the same reference.
    repeated        boolean     not null,
    line            integer,
    their_reference text,
    currency        text        not null,
    our_amount      bigint,
    their_amount    bigint,
    our_state       text,
    their_state     text,
    our_time        timestamptz,
    their_time      timestamptz,
    state           text        not null default 'open' check (state in ('open', 'resolved')),
    assignee        text,
    found_at        timestamptz not null default clock_timestamp(),
    resolved_at     timestamptz,
    check ((state = 'resolved') = (resolved_at is not null))
);

create index break_open on reconciliation.break (counterparty, reference) where state = 'open';
create index break_of_day on reconciliation.break (counterparty, day);

-- Who did what with a break, when and why; never changed.
create table reconciliation.act (
    id     bigint      generated always as identity primary key,
    break  bigint      not null references reconciliation.break,
    at     timestamptz not null default clock_timestamp(),
    who    text        not null,
    act    text        not null check (act in ('assigned', 'resolved')),
    detail text        not null
);

create index act_of on reconciliation.act (break, id);

create function reconciliation.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is never changed by %', tg_table_schema, tg_table_name, tg_op;
end
$$;

create trigger act_is_final before update or delete on reconciliation.act
    for each row execute function reconciliation.refuse_change();
create trigger break_is_kept before delete on reconciliation.break
    for each row execute function reconciliation.refuse_change();

-- What they told in one day's file and we booked on a later day: that day's file need not tell it
-- again.
create table reconciliation.told_before (
    counterparty text not null,
    day          date not null,
    reference    text collate "C" not null,
    primary key (counterparty, day, reference)
);
