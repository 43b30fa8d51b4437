package kz.nusqau.failedmessages;

import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * Something that failed for good as far as the hub can tell.
 *
 * @param reference names it among its source, for ever the same
 * @param delivery names this telling of it: the same one again is no second failure
 * @param message may hold anything; masked before it is kept
 * @param stackTrace likewise
 * @param route id of the route or name of the worker that gave up
 * @param queue where it came from, empty for none
 * @param payload the message itself where no other table has it
 */
record Failure(
        Source source,
        String reference,
        String delivery,
        @Nullable InstructionId instruction,
        @Nullable SubscriberId subscriber,
        String errorClass,
        String message,
        @Nullable String stackTrace,
        int attempts,
        String route,
        String queue,
        @Nullable String payload) {}
