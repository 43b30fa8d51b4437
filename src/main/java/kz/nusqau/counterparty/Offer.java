package kz.nusqau.counterparty;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;

/** What one e-money system made of a request for a quotation. */
sealed interface Offer {

    String system();

    /**
     * It would do it, for this fee of ours.
     *
     * @param held what the payer's wallet there holds, where that is to decide
     * @param home whether it is the payer's last used wallet, where that is to decide
     */
    record Made(String system, Money fee, Money held, boolean home) implements Offer {

        /** A wallet is filled where its owner has money or had some; everything else by price. */
        private static final Comparator<Made> BEST =
                Comparator.comparing(Made::held)
                        .thenComparing(Made::home)
                        .reversed()
                        .thenComparing(Made::fee);

        Made(String system, Money fee) {
            this(system, fee, new Money(0, fee.currency()), false);
        }
    }

    record Declined(String system, RefusalReason reason, String field) implements Offer {

        static Declined poorWallet(String system) {
            return new Declined(system, RefusalReason.INSUFFICIENT_WALLET_FUNDS, "amount");
        }

        boolean isOfPoorWallet() {
            return reason == RefusalReason.INSUFFICIENT_WALLET_FUNDS;
        }
    }

    /** Left out, or without an answer in time. */
    record Missing(String system, String why) implements Offer {}

    /**
     * The cheapest, the first of equally cheap ones; where a wallet is filled, the payer's own one
     * before that (R-INS-3). A refusal counts when nobody would do it: what a silent system would
     * have said, the subscriber can ask again. Only that a wallet is too poor is said of all
     * wallets or not at all.
     */
    static Quote choose(List<Offer> offers) {
        return offers.stream()
                .filter(Made.class::isInstance)
                .map(Made.class::cast)
                .min(Made.BEST)
                .<Quote>map(best -> new Quote.Quoted(best.system, because(best, offers)))
                .orElseGet(() -> refusal(offers));
    }

    private static Quote refusal(List<Offer> offers) {
        boolean allAnswered = offers.stream().noneMatch(Missing.class::isInstance);
        return offers.stream()
                .filter(Declined.class::isInstance)
                .map(Declined.class::cast)
                .filter(declined -> allAnswered || !declined.isOfPoorWallet())
                .findFirst()
                .<Quote>map(declined -> new Quote.Refused(declined.reason, declined.field))
                .orElseGet(() -> new Quote.Unavailable(words(offers)));
    }

    private static String because(Made best, List<Offer> offers) {
        List<Offer> others = offers.stream().filter(each -> !each.equals(best)).toList();
        return others.isEmpty()
                ? words(best) + ", the only one"
                : words(best) + "; " + words(others);
    }

    private static String words(List<Offer> offers) {
        return offers.stream().map(Offer::words).collect(Collectors.joining("; "));
    }

    private static String words(Offer offer) {
        return switch (offer) {
            case Made(var system, var fee, var held, var home) ->
                    system
                            + " for "
                            + fee
                            + (held.isZero() ? "" : ", where the wallet holds " + held)
                            + (home ? ", used last" : "");
            case Declined(var system, var reason, var field) -> system + " declines: " + reason;
            case Missing(var system, var why) -> system + ": " + why;
        };
    }
}
