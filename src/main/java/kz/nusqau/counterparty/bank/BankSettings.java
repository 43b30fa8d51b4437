package kz.nusqau.counterparty.bank;

import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.bank.BankLines.Line;

/** One bank as this package needs it. */
public record BankSettings(
        Line line, Messages messages, String bic, OperationalDay day, OrderStatuses statuses) {

    /** How we introduce ourselves. */
    static final String OUR_NAME = "NUSQAU";

    /** In which its statements are written. */
    public String statementNamespace() {
        return Iso20022.NAMESPACE + messages.id(Messages.STATEMENT);
    }
}
