-- An edited message is a new one that supersedes it: each names the other.
alter table failedmessages.failed_message
    add column supersedes    uuid references failedmessages.failed_message,
    add column superseded_by uuid references failedmessages.failed_message;
alter table failedmessages.failed_message drop constraint failed_message_state_check;
alter table failedmessages.failed_message
    add constraint failed_message_state_check check
        (state in ('open', 'replayed', 'discarded', 'resolved', 'superseded')),
    add constraint failed_message_superseded_check check
        ((state = 'superseded') = (superseded_by is not null));
create unique index failed_message_version on failedmessages.failed_message (supersedes)
    where supersedes is not null;

-- What somebody wants a message to be instead; it takes a second person to make it so.
create table failedmessages.edit (
    id             uuid        primary key,
    failed_message uuid        not null references failedmessages.failed_message,
    -- void: the message was moved on otherwise before anybody decided.
    state          text        not null default 'open'
        check (state in ('open', 'approved', 'declined', 'withdrawn', 'void')),
    -- The edited message, sealed with the key of body_owner.
    body           bytea       not null,
    body_owner     uuid        not null,
    -- What it will be known by on the desk: a digest of its queue and itself.
    reference      text        not null,
    proposed_by    text        not null,
    reason         text        not null,
    proposed_at    timestamptz not null default clock_timestamp(),
    decided_by     text,
    decision       text,
    decided_at     timestamptz,
    new_version    uuid references failedmessages.failed_message,
    check ((state = 'open') = (decided_at is null)),
    check ((decided_by is null) = (decided_at is null)),
    check ((decision is null) = (decided_at is null)),
    check ((state = 'approved') = (new_version is not null)),
    check (state <> 'approved' or lower(decided_by) <> lower(proposed_by))
);

create unique index edit_open on failedmessages.edit (failed_message) where state = 'open';
create index edit_of on failedmessages.edit (failed_message, proposed_at);
create index edit_waiting on failedmessages.edit (proposed_at) where state = 'open';

alter table failedmessages.act drop constraint act_act_check;
alter table failedmessages.act add constraint act_act_check check (act in
    ('failed', 'failed-again', 'replayed', 'discarded', 'resolved', 'commented', 'assigned',
     'edit-proposed', 'edit-approved', 'edit-declined', 'edit-withdrawn', 'edit-void', 'edited'));
