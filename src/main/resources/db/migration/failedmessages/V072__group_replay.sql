-- Replays of many at once. The list is frozen when it is made: what fails later is not in it.
create table failedmessages.group_replay (
    id          uuid        primary key,
    state       text        not null check (state in
        ('planning', 'planned', 'running', 'paused', 'cancelled', 'done')),
    -- Who froze the list, and who had it carried out, and why.
    prepared_by text        not null,
    started_by  text,
    reason      text,
    -- Messages a second, of all nodes together.
    rate        integer     not null check (rate > 0),
    total       integer     not null,
    -- Why it stopped by itself.
    note        text        not null default '',
    -- No node takes more of it before this time: that is how they share the rate.
    next_at     timestamptz not null default clock_timestamp(),
    created_at  timestamptz not null default clock_timestamp(),
    ended_at    timestamptz,
    check ((started_by is null) = (reason is null)),
    check (state in ('planning', 'planned', 'cancelled') or started_by is not null)
);

create index group_replay_listed on failedmessages.group_replay (created_at desc, id desc);
create index group_replay_under_way on failedmessages.group_replay (created_at)
    where state in ('planning', 'running');

create table failedmessages.group_item (
    group_replay   uuid    not null references failedmessages.group_replay,
    position       integer not null,
    failed_message uuid    not null references failedmessages.failed_message,
    -- unseen: what a replay would do is not known yet; idle: it would do nothing;
    -- outdated: it would have done something else than what was shown, so it did nothing.
    state          text    not null default 'unseen' check (state in
        ('unseen', 'waiting', 'idle', 'replayed', 'outdated', 'failed')),
    effect         text,
    -- Of the plan that was shown: nothing else is carried out.
    fingerprint    text,
    detail         text    not null default '',
    at             timestamptz,
    primary key (group_replay, position),
    unique (group_replay, failed_message),
    check (state in ('unseen', 'failed') or (effect is not null and fingerprint is not null))
);

create index group_item_to_do on failedmessages.group_item (group_replay, position)
    where state in ('unseen', 'waiting');
create index group_item_of on failedmessages.group_item (failed_message);
