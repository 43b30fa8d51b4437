package kz.nusqau;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;

/** The settings that connect a hub with a simulator: its SMSC and its sandboxes. */
public final class OutsideWorld {

    private OutsideWorld() {}

    /** One transceiver bind with two sessions, billing and two e-money systems. */
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
        settings.putAll(emoney("wooppay", simulator, secrets, secrets.wooppaySecret()));
        settings.putAll(emoney("kazeuromobile", simulator, secrets, secrets.kazeuromobileSecret()));
        settings.put(
                "nusqau.counterparties.kazeuromobile.callback-url",
                "http://127.0.0.1:0/callbacks/kazeuromobile");
        return settings;
    }

    private static Map<String, Object> emoney(
            String id, Simulator simulator, SimulatorOptions.Secrets secrets, String secret) {
        String prefix = "nusqau.counterparties." + id;
        return Map.of(
                prefix + ".kind",
                "emoney",
                prefix + ".url",
                simulator.url() + id,
                prefix + ".client-id",
                secrets.emoneyClient(),
                prefix + ".secret",
                secret);
    }
}
