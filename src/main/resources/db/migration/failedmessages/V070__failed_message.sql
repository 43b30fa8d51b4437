create schema failedmessages;

-- What only a person can move on. One row for one thing that failed, however often it fails.
create table failedmessages.failed_message (
    id              uuid        primary key,
    source          text        not null check (source in ('command', 'inbox', 'queue', 'review')),
    -- What failed, among its source: a command's key, an inbox entry's number, a message's digest.
    reference       text        not null,
    state           text        not null
        check (state in ('open', 'replayed', 'discarded', 'resolved')),
    -- Equal for failures that look alike; people work by groups.
    cause_group     text        not null,
    error_class     text        not null,
    -- Message and stack trace are masked before they get here.
    error_message   text        not null,
    stack_trace     text,
    attempts        integer     not null,
    route           text        not null,
    queue           text        not null,
    instruction     uuid,
    subscriber      uuid,
    -- The message itself where no other table has it, sealed with the key of payload_owner.
    payload         bytea,
    payload_owner   uuid,
    -- The last delivery that told of it: the same delivery tells nothing new.
    delivery        text        not null,
    occurrences     integer     not null default 1,
    first_failed_at timestamptz not null default clock_timestamp(),
    last_failed_at  timestamptz not null default clock_timestamp(),
    unique (source, reference),
    check ((payload is null) = (payload_owner is null))
);

create index failed_message_listed
    on failedmessages.failed_message (last_failed_at desc, id desc);
create index failed_message_open
    on failedmessages.failed_message (cause_group, last_failed_at desc) where state = 'open';
create index failed_message_instruction on failedmessages.failed_message (instruction)
    where instruction is not null;

-- Who did what with it, when and why; never changed.
create table failedmessages.act (
    id             bigint      generated always as identity primary key,
    failed_message uuid        not null references failedmessages.failed_message,
    at             timestamptz not null default clock_timestamp(),
    who            text        not null,
    act            text        not null
        check (act in ('failed', 'failed-again', 'replayed', 'discarded', 'resolved')),
    reason         text        not null,
    effect         text        not null
);

create index act_of on failedmessages.act (failed_message, id);

create function failedmessages.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'acts are never changed';
end
$$;

create trigger act_is_final before update or delete on failedmessages.act
    for each row execute function failedmessages.refuse_change();
