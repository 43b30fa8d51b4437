package kz.nusqau.reconciliation;

import java.time.Instant;

/** Who did what with a break, when, and to whom it went or why. */
public record ActView(Instant at, String who, String act, String detail) {}
