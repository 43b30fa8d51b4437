package kz.nusqau.counterparty.emoney;

import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;

/** What one e-money system said to a quotation. */
public sealed interface QuoteAnswer {

    /**
     * It would be accepted.
     *
     * @param fee what the system charges us
     */
    record Accepted(Money fee) implements QuoteAnswer {}

    record Refused(RefusalReason reason, String field, String detail) implements QuoteAnswer {}
}
