package kz.nusqau.counterparty.emoney;

import kz.nusqau.shared.RefusalReason;

/** What one e-money system said to a quotation. */
public sealed interface QuoteAnswer {

    record Accepted() implements QuoteAnswer {}

    record Refused(RefusalReason reason, String field, String detail) implements QuoteAnswer {}
}
