-- Texts that a partner sends to one or many; the parts in which their recipients come are added up.
CREATE TABLE partner.sending (
    id               uuid PRIMARY KEY,
    partner          text NOT NULL,
    request_id       text NOT NULL,
    sender           text NOT NULL,
    -- By language, sealed; only while more parts may come.
    texts            bytea,
    validity_seconds int  NOT NULL CHECK (validity_seconds > 0),
    state            text NOT NULL CHECK (state IN ('open', 'sending', 'finished')),
    parts            int  NOT NULL CHECK (parts > 0),
    recipients       int  NOT NULL CHECK (recipients > 0),
    -- Of them, those that the SMSC didn't have when somebody last looked.
    unsent           int  NOT NULL CHECK (unsent >= 0),
    -- How many steps of its progress were told.
    told             int  NOT NULL DEFAULT 0,
    opened_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When the latest part came.
    part_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    cancelled_at     timestamptz,
    finished_at      timestamptz,
    look_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((state = 'open') = (texts IS NOT NULL)),
    CHECK ((state = 'finished') = (finished_at IS NOT NULL))
) WITH (fillfactor = 70);

CREATE INDEX sending_of_request ON partner.sending (partner, request_id);
CREATE INDEX sending_unfinished ON partner.sending (partner) WHERE state <> 'finished';
CREATE INDEX sending_to_look_at ON partner.sending (look_at) WHERE state <> 'finished';
CREATE INDEX sending_finished ON partner.sending (finished_at) WHERE state = 'finished';

-- What became of each recipient, by its place over all parts; its number stands nowhere.
CREATE TABLE partner.recipient (
    sending_id    uuid NOT NULL,
    place         int  NOT NULL,
    subscriber_id uuid,
    -- Of the text in the outbox; none where the recipient was refused.
    message_id    uuid,
    status        text NOT NULL,
    reason        text,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (sending_id, place),
    CHECK ((status = 'refused') = (message_id IS NULL))
) WITH (fillfactor = 70);
