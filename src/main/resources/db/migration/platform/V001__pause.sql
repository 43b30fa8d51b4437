CREATE SCHEMA platform;

-- What people hold still until they let it go on.
CREATE TABLE platform.pause (
    kind   text NOT NULL,
    name   text NOT NULL,
    since  timestamptz NOT NULL,
    who    text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (kind, name)
);
