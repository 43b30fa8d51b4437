-- A person was asked to look: whoever asked them is told when the outcome is known after all.
alter table counterparty.command add column on_desk boolean not null default false;
-- How often an answer could not be recorded; a person is asked after a few times.
alter table counterparty.command add column record_failures integer not null default 0;
