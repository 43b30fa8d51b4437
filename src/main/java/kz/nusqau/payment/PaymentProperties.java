package kz.nusqau.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long payments take.
 *
 * @param stillWorkingAfter when a subscriber who confirmed is told that it takes long
 * @param reserveWithin after the confirmation; what the first counterparty, billing where money is
 *     held, didn't get by then is not begun
 * @param payWithin after the confirmation; what the e-money system didn't get by then is undone.
 *     Shorter than billing keeps a reservation.
 * @param finishWithin how long a charge, a reversal or a release is tried under one key
 * @param simChangeHold how long after a change of the SIM nothing is paid
 * @param reversibleFor after the confirmation; what is older is taken back by a person only
 * @param sweepLimit at most so many payments are told of in one sweep
 * @param appStore who is paid for purchases in the app store
 */
@Validated
@ConfigurationProperties("nusqau.payment")
record PaymentProperties(
        @DefaultValue("30s") Duration stillWorkingAfter,
        @DefaultValue("2m") Duration reserveWithin,
        @DefaultValue("30m") Duration payWithin,
        @DefaultValue("12h") Duration finishWithin,
        @DefaultValue("24h") Duration simChangeHold,
        @DefaultValue("72h") Duration reversibleFor,
        @DefaultValue("500") int sweepLimit,
        @DefaultValue AppStore appStore) {

    /**
     * The app store's account.
     *
     * @param bank id of the counterparty that settles; empty where app stores aren't paid
     * @param account IBAN of the app store's account
     */
    record AppStore(@DefaultValue("") String bank, @DefaultValue("") String account) {

        private static final String IBAN = "KZ\\d{5}[A-Z0-9]{13}";

        AppStore {
            if (!bank.isEmpty() && !account.matches(IBAN)) {
                throw new IllegalArgumentException(
                        "nusqau.payment.app-store.account=%s: must be the app store's IBAN"
                                .formatted(account));
            }
        }
    }

    PaymentProperties {
        requirePositive("still-working-after", stillWorkingAfter);
        requirePositive("reserve-within", reserveWithin);
        requirePositive("pay-within", payWithin);
        requirePositive("finish-within", finishWithin);
        requirePositive("reversible-for", reversibleFor);
        if (simChangeHold.isNegative()) {
            throw new IllegalArgumentException(
                    "nusqau.payment.sim-change-hold=%s: must not be negative"
                            .formatted(simChangeHold));
        }
        if (reserveWithin.compareTo(payWithin) > 0) {
            throw new IllegalArgumentException(
                    "nusqau.payment.reserve-within=%s: must not be longer than pay-within=%s"
                            .formatted(reserveWithin, payWithin));
        }
        if (sweepLimit < 1) {
            throw new IllegalArgumentException(
                    "nusqau.payment.sweep-limit=%d: must be 1 or more".formatted(sweepLimit));
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(
                    "nusqau.payment.%s=%s: must be longer than nothing".formatted(key, value));
        }
    }
}
