-- Work that people plan, announced before it and told of after it (R-OPS-1).
CREATE TABLE platform.planned_work (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- NULL: the whole hub.
    counterparty text,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    reason       text NOT NULL,
    urgent       boolean NOT NULL,
    who          text NOT NULL,
    planned_at   timestamptz NOT NULL,
    called_off   boolean NOT NULL DEFAULT false,
    -- How far partners were told of it.
    told         text NOT NULL DEFAULT 'NOTHING'
                 CHECK (told IN ('NOTHING', 'PLANNED', 'BEGUN', 'ENDED')),
    CHECK (starts_at <= ends_at)
);

CREATE INDEX planned_work_ends ON platform.planned_work (ends_at);
