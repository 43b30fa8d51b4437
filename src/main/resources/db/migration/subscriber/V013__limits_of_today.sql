-- What is asked about is today's: with the day first, it lies together in the index and stays in
-- memory, however many days there were.
ALTER TABLE subscriber.limit_day DROP CONSTRAINT limit_day_pkey;
ALTER TABLE subscriber.limit_day ADD PRIMARY KEY (day, subscriber_id);
