package kz.nusqau.instruction;

import java.util.Locale;

/** What a keyword asks for; several keywords of one command may differ in what they preset. */
public enum Command {
    BALANCE,
    PAY,
    TOP_UP,
    SEND,
    REDEEM,
    REFUND,
    OWN,
    STATEMENT,
    RECEIPT,
    RATES,
    RESTRICTIONS,
    AUTOPAY,
    NOTIFICATIONS,
    NOTIFICATIONS_ON,
    NOTIFICATIONS_OFF,
    NOTIFICATIONS_DAILY,
    GRANT,
    REVOKE,
    APPROVE,
    LIMITS,
    CLAIM,
    REVERSE,
    RECALL,
    WITHDRAW,
    BLOCK,
    /** Known so that it can be told apart: unblocking is the call centre's. */
    UNBLOCK,
    LANGUAGE,
    HELP,
    CONFIRM,
    YES,
    CANCEL,
    APP_STORE,
    /** {@link #SEND} with an IBAN in the place of the phone number; has no words of its own. */
    BANK_TRANSFER;

    /** The name in the catalogue's files and in text keys: {@code top-up}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
