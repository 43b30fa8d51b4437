-- A break about money is booked to suspense by one person and cleared by another.
alter table reconciliation.break
    -- What their line did to the settlement account, negative when money left it; null where their
    -- file does not tell, or not yet.
    add their_moved bigint,
    -- What was booked on the settlement account for it and was not taken back, counted likewise.
    add booked      bigint check (booked <> 0),
    add booked_by   text,
    add booked_at   timestamptz,
    drop constraint break_state_check,
    add constraint break_state_check check (state in ('open', 'booked', 'resolved')),
    add constraint break_in_suspense_check check (
        case state when 'booked' then booked is not null
                   when 'open'   then booked is null else true end
        and (booked is null) = (booked_by is null) and (booked is null) = (booked_at is null));

alter table reconciliation.act
    drop constraint act_act_check,
    add constraint act_act_check check (
        act in ('assigned', 'booked', 'explained', 'cleared', 'written-off', 'resolved'));

drop index reconciliation.break_open;
create index break_unresolved on reconciliation.break (counterparty, reference)
    where state <> 'resolved';
-- For what was told and booked of one reference before.
create index break_of_reference on reconciliation.break (counterparty, reference)
    where reference <> '';
