package kz.nusqau.mailbox;

import java.time.Instant;
import java.util.UUID;

/**
 * The SMSC accepted a part of an outbound text.
 *
 * @param part from 1
 * @param smscId as the SMSC wrote it
 * @param normalisedId as receipts of this link are matched by
 */
public record PartSubmitted(
        UUID message,
        int part,
        int parts,
        String link,
        String smscId,
        String normalisedId,
        Instant at) {}
