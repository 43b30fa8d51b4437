-- Of a hundred thousand open messages people look for those of one queue, of one route, or of their
-- own, and for those in another state, each time the newest first.
create index failed_message_of_queue on failedmessages.failed_message
    (queue, last_failed_at desc, id desc) where state = 'open';
create index failed_message_of_route on failedmessages.failed_message
    (route, last_failed_at desc, id desc) where state = 'open';
create index failed_message_of_somebody on failedmessages.failed_message
    (assignee, last_failed_at desc, id desc) where assignee is not null;
create index failed_message_in_state on failedmessages.failed_message
    (state, last_failed_at desc, id desc);
