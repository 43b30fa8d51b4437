package kz.nusqau;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;

/** The settings that connect a hub with a simulator: its SMSC and its sandboxes. */
public final class OutsideWorld {

    private OutsideWorld() {}

    /** One transceiver bind with two sessions, billing and one e-money system. */
    public static Map<String, Object> settings(Simulator simulator, SimulatorOptions options) {
        var secrets = options.secrets();
        var account = options.accounts().getFirst();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("nusqau.smpp.binds[0].id", "kcell");
        settings.put("nusqau.smpp.binds[0].host", "127.0.0.1");
        settings.put("nusqau.smpp.binds[0].port", simulator.smppPort());
        settings.put("nusqau.smpp.binds[0].system-id", account.systemId());
        settings.put("nusqau.smpp.binds[0].password", account.password());
        settings.put("nusqau.smpp.binds[0].type", "trx");
        settings.put("nusqau.smpp.binds[0].sessions", 2);
        settings.put("nusqau.counterparties.billing.kind", "billing");
        settings.put("nusqau.counterparties.billing.url", simulator.url() + "billing");
        settings.put("nusqau.counterparties.billing.token", secrets.billingToken());
        settings.put("nusqau.counterparties.wooppay.kind", "emoney");
        settings.put("nusqau.counterparties.wooppay.url", simulator.url() + "wooppay");
        settings.put("nusqau.counterparties.wooppay.client-id", secrets.emoneyClient());
        settings.put("nusqau.counterparties.wooppay.secret", secrets.wooppaySecret());
        return settings;
    }
}
