package kz.nusqau.payment;

import kz.nusqau.platform.Latencies;

/**
 * What this node has done with instructions that move money since it started.
 *
 * @param settled all money is where it was to go, or owed by the subscriber
 * @param refused and those that were undone
 * @param receipts from the confirmation to the paid provider
 */
public record PaymentFlow(long proposed, long settled, long refused, Latencies.Counts receipts) {}
