-- Codes that partners sent to a subscriber, the latest first: ids begin with their time.
CREATE INDEX code_of_subscriber ON partner.code (subscriber_id, id);
