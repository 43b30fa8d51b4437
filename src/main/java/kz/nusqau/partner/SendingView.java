package kz.nusqau.partner;

import java.util.Map;
import java.util.UUID;

/**
 * How a sending stands, for its partner.
 *
 * @param counts recipients by what became of them; those that there are none of are absent
 */
record SendingView(
        UUID id,
        String requestId,
        Sending.State state,
        boolean cancelled,
        int parts,
        int recipients,
        Map<RecipientStatus, Integer> counts) {

    SendingView {
        counts = Map.copyOf(counts);
    }

    static SendingView of(Sending sending, Map<RecipientStatus, Integer> counts) {
        return new SendingView(
                sending.id(),
                sending.requestId(),
                sending.state(),
                sending.cancelledAt().isPresent(),
                sending.parts(),
                sending.recipients(),
                counts);
    }

    int count(RecipientStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /** Recipients with a final outcome. */
    int settled() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isFinal())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
