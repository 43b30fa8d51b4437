package kz.nusqau.payment;

import kz.nusqau.shared.Money;

/**
 * Payments that a partner proposed and that stand alike, added up.
 *
 * @param amount without the fees
 */
public record PartnerTotal(PartnerPayment.Status status, int payments, Money amount, Money fee) {}
