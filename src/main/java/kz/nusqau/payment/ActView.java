package kz.nusqau.payment;

import java.time.Instant;

/**
 * What a person did with an instruction.
 *
 * @param act {@code retry} or {@code write-off}
 * @param before where it stood: {@code owed}
 * @param after where the act brought it
 */
record ActView(Instant at, String who, String act, String reason, String before, String after) {}
