package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.Map;

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
        boolean recording) {}
