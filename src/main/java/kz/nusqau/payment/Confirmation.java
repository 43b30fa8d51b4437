package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.shared.SubscriberId;

/**
 * An answer as it came.
 *
 * @param receivedAt by the database's clock
 */
public record Confirmation(SubscriberId subscriber, Answer answer, Instant receivedAt) {}
