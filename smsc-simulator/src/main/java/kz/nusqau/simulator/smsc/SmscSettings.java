package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Everything a started SMSC is told, concluded by the builder. */
record SmscSettings(
        String host,
        int port,
        Map<String, Account> accounts,
        VendorProfile vendor,
        int window,
        Duration responseTimer,
        Redelivery redelivery,
        Duration enquireLinkEvery,
        int submitsPerSecond,
        boolean recording,
        Optional<UssdGateway> ussd,
        Optional<Outbind> outbind) {

    /** Texts go to all accounts but one that is a USSD gateway and nothing else. */
    boolean getsTexts(Account account) {
        return ussd.filter(gateway -> !gateway.withTexts())
                .map(UssdGateway::account)
                .filter(account::equals)
                .isEmpty();
    }
}
