package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * One deliver_sm that went out.
 *
 * @param status what the ESME answered; empty when no answer came before the timer or the drop
 */
public record DeliveryAttempt(
        long session, int sequence, Instant sentAt, OptionalInt status, Duration took) {}
