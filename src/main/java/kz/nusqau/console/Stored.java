package kz.nusqau.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.ledger.MoneyInFlight;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.reconciliation.OpenBreaksView;
import org.jspecify.annotations.Nullable;

/**
 * What the overview reads from the database.
 *
 * @param at when it was read
 * @param failures failed messages that wait for a person, by where they come from
 * @param commands those without a final outcome, by counterparty and standing
 */
record Stored(
        Instant at,
        Map<Source, Waiting> failures,
        List<OpenBreaksView> breaks,
        MoneyInFlight money,
        List<PartnerStandingView> partners,
        Map<String, Map<String, Long>> commands) {

    /**
     * How many wait.
     *
     * @param since the one that waits the longest does; null where none waits
     */
    record Waiting(long messages, @Nullable Instant since) {}

    long allFailures() {
        return failures.values().stream().mapToLong(Waiting::messages).sum();
    }

    public long openBreaks() {
        return breaks.stream().mapToLong(OpenBreaksView::open).sum();
    }

    long commands(String counterparty) {
        return commands.getOrDefault(counterparty, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
