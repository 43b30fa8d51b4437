package kz.nusqau.payment;

import java.util.List;

/** Published inside the transaction that changed the payments. */
public record PaymentsChanged(List<PaymentNews> news) {

    public PaymentsChanged {
        news = List.copyOf(news);
    }
}
