-- The payments of a partner's day.
CREATE INDEX request_of_day ON partner.request (partner, received_at, instruction_id)
    WHERE type = 'payment.create' AND instruction_id IS NOT NULL;
