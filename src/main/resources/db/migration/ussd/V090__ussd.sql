-- Where each phone is in its dialogue with the menus. A phone has one dialogue at a time.
CREATE SCHEMA ussd;

CREATE TABLE ussd.dialogue (
    subscriber   uuid        PRIMARY KEY,
    link         text        NOT NULL,
    smpp_session uuid        NOT NULL,
    session_info bytea       NOT NULL,
    session_key  text        NOT NULL,
    address      text        NOT NULL,
    code         text        NOT NULL,
    language     text        NOT NULL,
    sealed_answers bytea     NOT NULL,
    state        text        NOT NULL CHECK (state IN ('OPEN', 'WORKING', 'LOST', 'CLOSED')),
    awaits       text        NOT NULL CHECK (awaits IN ('MENU', 'CODE', 'YES')),
    entry        bigint,
    sealed_said  bytea,
    said_to      text,
    since        timestamptz NOT NULL
) WITH (fillfactor = 70);

COMMENT ON COLUMN ussd.dialogue.session_info IS 'as the gateway wrote it in the latest step';
COMMENT ON COLUMN ussd.dialogue.session_key IS 'what stays the same of it in all steps';
COMMENT ON COLUMN ussd.dialogue.entry IS 'the inbox entry whose text the conversation has or had';
COMMENT ON COLUMN ussd.dialogue.since IS 'when the latest step came';

-- For the sweep that closes dialogues whose answer takes too long, and the one that forgets.
CREATE INDEX dialogue_working ON ussd.dialogue (since) WHERE state = 'WORKING';
CREATE INDEX dialogue_since ON ussd.dialogue (since);

-- What the outbox doesn't know of a screen: the dialogue it belongs to, and what leaves as a text
-- when the screen can't.
CREATE TABLE ussd.screen (
    message      uuid        PRIMARY KEY,
    subscriber   uuid        NOT NULL,
    link         text        NOT NULL,
    smpp_session uuid        NOT NULL,
    session_info bytea       NOT NULL,
    address      text        NOT NULL,
    ends         boolean     NOT NULL,
    sealed_text  bytea,
    sender       text,
    instruction  uuid,
    made_at      timestamptz NOT NULL DEFAULT statement_timestamp()
);

CREATE INDEX screen_made_at ON ussd.screen (made_at);
