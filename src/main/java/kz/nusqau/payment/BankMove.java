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
 * @param to IBAN of the operator's account, of another one of the payer's own, or of somebody's
 * @param counted what it counts against limits, in KZT
 * @param exchange null where the currency stays
 * @param holder how somebody else is called by the bank that holds the account; null for an own one
 *     or ours
 */
public record BankMove(
        String bank,
        String from,
        String toBank,
        String to,
        Money counted,
        @Nullable Exchange exchange,
        @Nullable String holder) {

    /** To an account of the payer's own, or to ours. */
    public BankMove(
            String bank,
            String from,
            String toBank,
            String to,
            Money counted,
            @Nullable Exchange exchange) {
        this(bank, from, toBank, to, counted, exchange, null);
    }

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
