-- The figures of the overview, one row a minute and figure, for a day. What a node alone knows it
-- writes itself; who reads puts the nodes together.
CREATE TABLE console.sample (
    measure text NOT NULL,
    -- Of which bind, queue, counterparty or partner; empty for the hub.
    of_what text NOT NULL,
    at      timestamptz NOT NULL,
    node    uuid NOT NULL,
    value   double precision NOT NULL,
    PRIMARY KEY (measure, of_what, at, node)
);

CREATE INDEX sample_age ON console.sample (at);
