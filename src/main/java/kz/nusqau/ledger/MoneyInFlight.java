package kz.nusqau.ledger;

import java.util.List;

/**
 * What is under way by the books, in minor units of one currency.
 *
 * @param held at billing for subscribers, and neither charged nor released yet
 * @param promised e-money that was bought, and with which nobody has been paid yet
 * @param transit by account what was posted and has not come to where it goes; none of them is zero
 */
public record MoneyInFlight(String currency, long held, long promised, List<Transit> transit) {

    /**
     * What stands on an account that is empty when nothing is under way.
     *
     * @param minor debits counted positive
     */
    public record Transit(String account, long minor) {}

    /** Of all accounts, whatever its direction. */
    public long inTransit() {
        return transit.stream().mapToLong(each -> Math.abs(each.minor())).sum();
    }
}
