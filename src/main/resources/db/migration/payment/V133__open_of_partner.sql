-- How many of a partner's payments wait for their subscribers, whatever lies behind them.
CREATE INDEX payment_open_of_partner ON payment.payment (partner) WHERE open AND partner IS NOT NULL;
