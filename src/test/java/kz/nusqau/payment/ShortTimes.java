package kz.nusqau.payment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.OutsideWorld;

/**
 * Settings of a hub that soon asks what became of a command that nobody answers, that goes on
 * sending when many fail at once, and that looks up what many ask at once.
 */
final class ShortTimes {

    private ShortTimes() {}

    /** For those counterparties; a test adds its own. */
    static Map<String, Object> with(String... counterparties) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String id : List.of(counterparties)) {
            settings.put("nusqau.counterparties." + id + ".answer-timeout", "1s");
            settings.put("nusqau.counterparties." + id + ".inquiry.first", "200ms");
            // Longer than sandboxes are made to be late; a request that expired is sent again then.
            settings.put("nusqau.counterparties." + id + ".processing-window", "3s");
            settings.put("nusqau.counterparties." + id + ".circuit-breaker.window", 1_000);
            settings.put("nusqau.counterparties." + id + ".circuit-breaker.minimum-calls", 1_000);
        }
        settings.putAll(OutsideWorld.patience());
        // What payers are told in the end is looked at, however long many take on a slow machine.
        settings.put("nusqau.payment.still-working-after", "10m");
        return settings;
    }
}
