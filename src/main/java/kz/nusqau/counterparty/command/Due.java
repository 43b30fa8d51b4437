package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.shared.SubscriberId;

/**
 * An unknown or pending command that is to be inquired about. Times are by the database's clock.
 *
 * @param operation empty when the subscriber was erased
 * @param inquiries made before this one
 * @param taken the counterparty said that it works on it
 * @param sentAt when it was last marked as being sent
 * @param sinceSent since then
 * @param sinceUnknown since it became unknown or was taken in
 * @param left until the deadline, negative after it
 */
record Due(
        CommandKey key,
        SubscriberId subscriber,
        Optional<Operation> operation,
        int inquiries,
        boolean taken,
        Instant sentAt,
        Duration sinceSent,
        Duration sinceUnknown,
        Duration left) {}
