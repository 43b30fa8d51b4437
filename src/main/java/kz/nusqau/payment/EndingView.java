package kz.nusqau.payment;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An instruction as somebody sees it who may have to end it. Amounts are minor units.
 *
 * @param state where it stands: {@code owed}
 * @param endings what a person can do with it now: {@code retry}, {@code write-off}
 */
record EndingView(
        UUID id,
        String kind,
        String state,
        long amount,
        long fee,
        String currency,
        List<String> endings,
        List<ActView> acts) {

    static EndingView of(Payment payment, boolean proven, List<ActView> acts) {
        var terms = payment.terms();
        return new EndingView(
                payment.id().value(),
                payment.kind().key(),
                word(payment.state()),
                terms.amount().minor(),
                terms.fee().minor(),
                terms.amount().currency(),
                Stream.of(Ending.values())
                        .filter(ending -> proven && ending.isPossible(payment))
                        .map(Ending::word)
                        .toList(),
                acts);
    }

    static String word(PaymentState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
