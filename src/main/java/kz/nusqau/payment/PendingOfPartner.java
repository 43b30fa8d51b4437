package kz.nusqau.payment;

import kz.nusqau.shared.Money;

/**
 * What waits for the confirmation of a partner's payers.
 *
 * @param amount of all of them, without fees
 */
public record PendingOfPartner(int count, Money amount) {}
