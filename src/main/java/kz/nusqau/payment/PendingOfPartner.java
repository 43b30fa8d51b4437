package kz.nusqau.payment;

import kz.nusqau.shared.Money;

/**
 * What waits for the confirmation of a partner's payers.
 *
 * @param amount of all of them, without fees
 */
public record PendingOfPartner(int count, Money amount) {

    public PendingOfPartner plus(PendingOfPartner other) {
        return new PendingOfPartner(count + other.count, amount.plus(other.amount));
    }
}
