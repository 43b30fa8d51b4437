-- What partners sent to a subscriber, the latest first: ids of sendings begin with their time. Of a
-- table of tens of millions, support staff reads what concerns one number.
CREATE INDEX recipient_of_subscriber ON partner.recipient (subscriber_id, sending_id)
    WHERE subscriber_id IS NOT NULL;
