package kz.nusqau.mailbox;

import java.time.Instant;
import java.util.UUID;

/**
 * The SMSC accepted a part of an outbound text.
 *
 * @param part from 1
 * @param smscId as the SMSC wrote it
 * @param normalisedId as receipts of this link are matched by; empty where none will come
 * @param at when it left, by this node's clock: the latest moment known to be before the SMSC had
 *     it; stored by the database's clock, which is also that of the inbox
 */
public record PartSubmitted(
        UUID message,
        int part,
        int parts,
        String link,
        String smscId,
        String normalisedId,
        Instant at) {}
