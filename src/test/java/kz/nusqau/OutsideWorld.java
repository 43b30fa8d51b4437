package kz.nusqau;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.broker.EmbeddedBroker;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.bank.Profile;
import org.springframework.context.ApplicationContext;

/** The settings that connect a hub with a simulator: its SMSC and its sandboxes. */
public final class OutsideWorld {

    private OutsideWorld() {}

    /** One transceiver bind with two sessions, billing, two e-money systems and two banks. */
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
        settings.put("nusqau.emoney-preference", "wooppay,kazeuromobile");
        settings.put("nusqau.broker.banks", "kaspi,halyk");
        settings.putAll(bank(Profile.kaspi(), simulator.kaspi(), simulator, secrets));
        settings.putAll(bank(Profile.halyk(), simulator.halyk(), simulator, secrets));
        settings.put("nusqau.payment.app-store.bank", "halyk");
        settings.put(
                "nusqau.payment.app-store.account",
                simulator.halyk().books().appStoreAccount().iban());
        return settings;
    }

    /** Look-ups may take as long as they do on a busy machine: nobody is told to come later. */
    public static Map<String, Object> patience() {
        return patience(Duration.ofSeconds(20));
    }

    /** The same with so much of it, and all offers are compared. */
    static Map<String, Object> patience(Duration howMuch) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String id : List.of("billing", "wooppay", "kazeuromobile", "kaspi", "halyk")) {
            settings.put("nusqau.counterparties." + id + ".lookup-timeout", howMuch);
        }
        settings.put("nusqau.emoney-comparison", howMuch);
        return settings;
    }

    /** A bind to the USSD gateway, whose texts leave by the other bind. */
    public static Map<String, Object> ussd(Simulator simulator) {
        return Map.of(
                "nusqau.smpp.binds[1].id", "kcell-ussd",
                "nusqau.smpp.binds[1].link", "kcell",
                "nusqau.smpp.binds[1].ussd", "its-session-info",
                "nusqau.smpp.binds[1].host", "127.0.0.1",
                "nusqau.smpp.binds[1].port", simulator.smppPort(),
                "nusqau.smpp.binds[1].system-id", SimulatorOptions.USSD_ACCOUNT,
                "nusqau.smpp.binds[1].system-type", "USSD",
                "nusqau.smpp.binds[1].password", "secret");
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

    private static Map<String, Object> bank(
            Profile profile,
            BankSandbox bank,
            Simulator simulator,
            SimulatorOptions.Secrets secrets) {
        String prefix = "nusqau.counterparties." + profile.id();
        return Map.of(
                prefix + ".kind",
                "bank",
                prefix + ".url",
                "jms:queue:bank." + profile.id() + ".requests",
                prefix + ".bank.bic",
                profile.bic(),
                prefix + ".bank.messages",
                String.join(",", profile.messages()),
                prefix + ".token",
                secrets.bankToken(),
                prefix + ".bank.settlement-account",
                bank.books().settlementAccount().iban(),
                prefix + ".bank.statements-url",
                simulator.url() + profile.id());
    }

    /** Lets the banks serve their queues on a hub's own broker; they stay away from another one. */
    public static void connectBanks(Simulator simulator, ApplicationContext hub) {
        var broker = hub.getBeanProvider(EmbeddedBroker.class).stream().findFirst();
        broker.ifPresent(
                found ->
                        connectBanks(
                                simulator,
                                found.tcpUrl(),
                                hub.getBean(DataDirectory.class)::secret));
    }

    /** The same with a hub in another process. */
    public static void connectBanks(Simulator simulator, String brokerUrl, Path dataDir) {
        connectBanks(simulator, brokerUrl, secret -> Secrets.read(dataDir, secret));
    }

    private static void connectBanks(
            Simulator simulator, String brokerUrl, UnaryOperator<String> secrets) {
        connect("kaspi", simulator.kaspi(), brokerUrl, secrets);
        connect("halyk", simulator.halyk(), brokerUrl, secrets);
    }

    private static void connect(
            String id, BankSandbox bank, String brokerUrl, UnaryOperator<String> secrets) {
        String user = "bank-" + id;
        bank.connect(brokerUrl, user, secrets.apply(user));
    }
}
