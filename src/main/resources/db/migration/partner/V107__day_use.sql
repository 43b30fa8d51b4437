-- What a partner's payments of a day in Almaty come to, where it has a limit for that. Only whoever
-- holds the partner's lock for limits writes here.
CREATE TABLE partner.day_use (
    partner text   NOT NULL,
    day     date   NOT NULL,
    tiyn    bigint NOT NULL CHECK (tiyn >= 0),
    PRIMARY KEY (partner, day)
);

-- The payments that it is made of; one that ends without money is taken out, once.
CREATE TABLE partner.counted (
    instruction_id uuid   PRIMARY KEY,
    partner        text   NOT NULL,
    day            date   NOT NULL,
    tiyn           bigint NOT NULL
);

CREATE INDEX counted_day ON partner.counted (day);

-- Taken out and not yet subtracted: payments end without the lock.
CREATE TABLE partner.given_back (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner text   NOT NULL,
    day     date   NOT NULL,
    tiyn    bigint NOT NULL
);

CREATE INDEX given_back_of ON partner.given_back (partner, day);
