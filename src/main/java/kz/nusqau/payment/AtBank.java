package kz.nusqau.payment;

import kz.nusqau.counterparty.Exchange;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a text says of money that a bank moves.
 *
 * @param fromTail the last four characters of an IBAN, as is the other one
 * @param credited what reaches the other account
 * @param exchange null where the currency stays
 * @param holder of the other account, a first name and an initial; null where that is an own one or
 *     ours
 */
public record AtBank(
        String bank,
        String fromTail,
        String toBank,
        String toTail,
        Money credited,
        @Nullable Exchange exchange,
        @Nullable String holder) {

    static AtBank of(BankMove move, Money amount) {
        return new AtBank(
                move.bank(),
                BankMove.tail(move.from()),
                move.toBank(),
                BankMove.tail(move.to()),
                move.credited(amount),
                move.exchange(),
                move.holder());
    }
}
