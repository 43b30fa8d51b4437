-- Since when a credit that names an instruction is a person's to explain: no refund of the app store.
alter table counterparty.bank_notice add column left_at timestamptz;

create index bank_notice_returned on counterparty.bank_notice (bank, id)
    where matched_at is null and left_at is null and settlement and instruction is not null;
