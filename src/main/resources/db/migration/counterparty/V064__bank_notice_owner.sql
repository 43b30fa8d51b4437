-- Whether the operator's own account was credited. Neither this nor a subscriber: the account was
-- that of a number which nobody here knows.
alter table counterparty.bank_notice add column settlement boolean not null default false;
update counterparty.bank_notice set settlement = true where subscriber is null;
alter table counterparty.bank_notice alter column settlement drop default;

create index bank_notice_age on counterparty.bank_notice using brin (received_at);
