package kz.nusqau.payment;

import kz.nusqau.counterparty.Exchange;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Between which accounts a bank moves the money of an instruction: a part of what is confirmed.
 *
 * @param bank the one that is asked
 * @param from IBAN of the payer's account there
 * @param toBank where the other account is
 * @param to IBAN of the operator's account, or of another one of the payer's own
 * @param counted what it counts against limits, in KZT
 * @param exchange null where the currency stays
 */
public record BankMove(
        String bank,
        String from,
        String toBank,
        String to,
        Money counted,
        @Nullable Exchange exchange) {

    /** What reaches the other account. */
    Money credited(Money amount) {
        return exchange == null ? amount : exchange.of(amount);
    }

    @Override
    public String toString() {
        return "from %s *%s to %s *%s%s"
                .formatted(
                        bank,
                        tail(from),
                        toBank,
                        tail(to),
                        exchange == null
                                ? ""
                                : " at %s for a %s".formatted(exchange.rate(), exchange.unit()));
    }

    static String tail(String iban) {
        return iban.substring(iban.length() - Payee.TAIL);
    }
}
