package kz.nusqau.counterparty.command;

import java.time.Duration;
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
 * @param sinceSent since it was last marked as being sent
 * @param sinceUnknown since it became unknown or was taken in
 * @param left until the deadline, negative after it
 */
record Due(
        CommandKey key,
        SubscriberId subscriber,
        Optional<Operation> operation,
        int inquiries,
        boolean taken,
        Duration sinceSent,
        Duration sinceUnknown,
        Duration left) {}
