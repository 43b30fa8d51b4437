-- What waits the longest comes first, by what it is.
create index failed_message_waiting on failedmessages.failed_message (source, first_failed_at)
    where state = 'open';
