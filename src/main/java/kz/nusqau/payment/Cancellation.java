package kz.nusqau.payment;

import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's no.
 *
 * @param about what the question was about that it was said to; null when it was said to nothing in
 *     particular and ends whatever waits
 */
public record Cancellation(SubscriberId subscriber, @Nullable InstructionId about) {}
