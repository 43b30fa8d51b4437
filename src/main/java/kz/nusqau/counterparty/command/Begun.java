package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.Optional;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.shared.SubscriberId;

/**
 * A command whose row says {@code sending}, by us.
 *
 * @param operation empty when the subscriber was erased
 * @param attempt which one this is, from 1
 * @param left until the deadline, by the database's clock when the row was marked
 */
record Begun(
        CommandKey key,
        SubscriberId subscriber,
        Optional<Operation> operation,
        int attempt,
        Duration left) {}
