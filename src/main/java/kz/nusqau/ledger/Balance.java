package kz.nusqau.ledger;

/**
 * What an account holds, in minor units.
 *
 * @param code in the chart of accounts
 */
public record Balance(
        String code,
        String currency,
        long debitsPending,
        long debitsPosted,
        long creditsPending,
        long creditsPosted) {

    /** Posted debits less posted credits. */
    public long net() {
        return Math.subtractExact(debitsPosted, creditsPosted);
    }
}
