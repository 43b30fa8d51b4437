package kz.nusqau.failedmessages;

import java.time.Instant;

/** Who did what with a failed message, when and why, and what it changed. */
public record ActView(Instant at, String who, String act, String reason, String effect) {}
