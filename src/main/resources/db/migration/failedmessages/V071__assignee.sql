-- Who looks into it.
alter table failedmessages.failed_message add column assignee text;

-- People tell each other what they found, and who goes on.
alter table failedmessages.act drop constraint act_act_check;
alter table failedmessages.act add check (act in
    ('failed', 'failed-again', 'replayed', 'discarded', 'resolved', 'commented', 'assigned'));
