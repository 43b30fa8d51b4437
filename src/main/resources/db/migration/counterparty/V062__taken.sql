-- When the counterparty said that it works on it: the row stays `sending`, its outcome is told or
-- asked for, and "not found" is no longer an answer.
alter table counterparty.command add column taken_at timestamptz;
