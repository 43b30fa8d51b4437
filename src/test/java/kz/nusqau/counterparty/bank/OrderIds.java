package kz.nusqau.counterparty.bank;

import kz.nusqau.counterparty.CommandKey;

/** By what name a bank is asked about a command. */
public final class OrderIds {

    private OrderIds() {}

    public static String of(CommandKey key) {
        return MessageIds.of(key);
    }
}
