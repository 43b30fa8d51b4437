package kz.nusqau.simulator.bank;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.simulator.world.Amount;

/**
 * What one bank is: its codes, its message versions, the accounts that each number of the world has
 * there, and its rates of the day.
 *
 * @param messages versions that differ from the set of 2019
 * @param rates tiyn for one unit of a foreign currency
 * @param cutOff an order that comes then or later, in Almaty, belongs to the next day
 */
public record Profile(
        String id,
        String name,
        String bic,
        String bankCode,
        List<String> messages,
        List<Product> products,
        Map<String, Rate> rates,
        LocalTime cutOff) {

    /** An account that everybody has; its place in the list makes its number. */
    public record Product(String currency, Amount opening, Optional<String> card) {}

    /** What the bank pays for a unit of a currency, and what it takes for it. */
    public record Rate(long buy, long sell) {}

    /** The place of the operator's settlement account, of which refunds are paid. */
    static final int SETTLEMENT = 9;

    /** The place of the app store's account, to which purchases are paid. */
    static final int APP_STORE = 8;

    private static final LocalTime CUT_OFF = LocalTime.of(17, 0);

    /** The rates that the demo and its documentation agree on. */
    private static final Map<String, Rate> RATES =
            Map.of("USD", new Rate(52_000, 52_600), "EUR", new Rate(60_000, 60_900));

    /** Speaks the newest versions. */
    public static Profile kaspi() {
        return new Profile(
                "kaspi",
                "Kaspi",
                "CASPKZKA",
                "722",
                List.of(
                        "camt.060.001.07",
                        "camt.052.001.13",
                        "camt.053.001.13",
                        "camt.054.001.13",
                        "pain.001.001.12",
                        "pain.002.001.14",
                        "pacs.028.001.06",
                        "acmt.023.001.04",
                        "acmt.024.001.04",
                        "camt.056.001.11",
                        "camt.029.001.13",
                        "camt.017.001.05"),
                List.of(
                        new Product("KZT", Amount.tenge(250_000), Optional.empty()),
                        new Product("USD", new Amount(100_000), Optional.empty())),
                RATES,
                CUT_OFF);
    }

    /** Speaks the versions of 2019. */
    public static Profile halyk() {
        return new Profile(
                "halyk",
                "Halyk",
                "HSBKKZKX",
                "601",
                List.of(),
                List.of(new Product("KZT", Amount.tenge(10_000), Optional.of("4417"))),
                RATES,
                CUT_OFF);
    }
}
