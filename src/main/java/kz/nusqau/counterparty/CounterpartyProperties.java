package kz.nusqau.counterparty;

import jakarta.validation.Valid;
import java.util.Map;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The systems outside, by their ids.
 *
 * @param counterparties {@code nusqau.counterparties.<id>}
 */
@Validated
@ConfigurationProperties("nusqau")
public record CounterpartyProperties(
        @DefaultValue Map<String, @Valid CounterpartySettings> counterparties) {

    public CounterpartyProperties {
        counterparties = Map.copyOf(counterparties);
    }
}
