package kz.nusqau.counterparty;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The systems outside, by their ids.
 *
 * @param counterparties {@code nusqau.counterparties.<id>}
 * @param emoneyPreference ids of e-money systems, of which the first is taken where they are
 *     equally good; those that aren't named come last, in the order of their names
 * @param emoneyComparison how long an e-money system's offer in hand waits for a better one
 * @param reservationLifetime how long billing keeps what it holds. An e-money system is asked about
 *     an unknown payment for less long: whatever it says then can still be charged.
 */
@Validated
@ConfigurationProperties("nusqau")
public record CounterpartyProperties(
        @DefaultValue Map<String, @Valid CounterpartySettings> counterparties,
        @DefaultValue List<String> emoneyPreference,
        @NotNull @DurationMin @DefaultValue("500ms") Duration emoneyComparison,
        @DefaultValue("24h") Duration reservationLifetime) {

    public CounterpartyProperties {
        counterparties = Map.copyOf(counterparties);
        emoneyPreference = List.copyOf(emoneyPreference);
        for (String id : emoneyPreference) {
            if (!isEmoney(counterparties.get(id))) {
                throw new IllegalArgumentException(
                        "nusqau.emoney-preference=%s: no e-money system; add nusqau.counterparties.%s or leave it out"
                                .formatted(id, id));
            }
        }
        counterparties.forEach((id, settings) -> requireShorter(id, settings, reservationLifetime));
    }

    private static void requireShorter(
            String id, CounterpartySettings settings, Duration reservationLifetime) {
        Duration asking = settings.inquiry().giveUpAfter();
        if (isEmoney(settings) && asking.compareTo(reservationLifetime) >= 0) {
            throw new IllegalArgumentException(
                    "nusqau.counterparties.%s.inquiry.give-up-after=%s: must be shorter than nusqau.reservation-lifetime=%s, or what is paid in the end can't be charged"
                            .formatted(id, asking, reservationLifetime));
        }
    }

    private static boolean isEmoney(@Nullable CounterpartySettings settings) {
        return settings != null && settings.kind() == CounterpartySettings.Kind.EMONEY;
    }
}
