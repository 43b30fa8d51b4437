package kz.nusqau.counterparty;

import java.time.Instant;
import kz.nusqau.platform.Latencies;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.platform.WorkWindow;
import org.jspecify.annotations.Nullable;

/**
 * A counterparty as this node sees it.
 *
 * @param work planned, that goes on
 * @param silentSince when it stopped answering well enough; null while it is well, or held still
 * @param isResting whether nothing leaves to it now; else, while it is silent, the next calls show
 *     whether it is back
 * @param breaker of what moves money: closed, open, half_open, forced_open
 * @param lookups the same of look-ups
 * @param underWay commands that it is being asked for at this moment
 * @param calls since this node started
 * @param failures calls without a usable answer
 */
public record CounterpartyView(
        String id,
        @Nullable Pause pause,
        @Nullable WorkWindow work,
        @Nullable Instant silentSince,
        boolean isResting,
        String breaker,
        String lookups,
        int underWay,
        long calls,
        long failures,
        Latencies.Counts latencies) {}
