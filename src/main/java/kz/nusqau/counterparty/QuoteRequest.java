package kz.nusqau.counterparty;

import java.util.List;
import java.util.Map;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;

/**
 * Would this payment be accepted?
 *
 * @param systems e-money systems that may execute it; of equally good ones the first is taken
 */
public record QuoteRequest(
        Msisdn payer,
        String provider,
        Map<String, String> requisites,
        Money amount,
        List<String> systems) {

    public QuoteRequest {
        requisites = Map.copyOf(requisites);
        systems = List.copyOf(systems);
    }
}
