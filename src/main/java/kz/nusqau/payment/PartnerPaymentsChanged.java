package kz.nusqau.payment;

import java.util.List;

/** Payments that partners proposed went on; told in the transaction in which they did. */
public record PartnerPaymentsChanged(List<PartnerPayment> payments) {

    public PartnerPaymentsChanged {
        payments = List.copyOf(payments);
    }
}
