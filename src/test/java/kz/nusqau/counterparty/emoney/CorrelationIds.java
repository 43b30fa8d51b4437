package kz.nusqau.counterparty.emoney;

import kz.nusqau.counterparty.CommandKey;

/** What an e-money system knows a command by. */
public final class CorrelationIds {

    private CorrelationIds() {}

    public static String of(CommandKey key) {
        return NamedId.of(key).toString();
    }
}
