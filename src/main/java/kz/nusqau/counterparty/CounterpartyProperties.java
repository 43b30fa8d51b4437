package kz.nusqau.counterparty;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import kz.nusqau.counterparty.wire.CounterpartySettings;
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
 */
@Validated
@ConfigurationProperties("nusqau")
public record CounterpartyProperties(
        @DefaultValue Map<String, @Valid CounterpartySettings> counterparties,
        @DefaultValue List<String> emoneyPreference) {

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
    }

    private static boolean isEmoney(@Nullable CounterpartySettings settings) {
        return settings != null && settings.kind() == CounterpartySettings.Kind.EMONEY;
    }
}
