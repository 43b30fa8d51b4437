package kz.nusqau.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.Hub;
import kz.nusqau.OutsideWorld;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Hub and simulator in one process, for trying it out: {@code ./mvnw spring-boot:test-run}.
 *
 * <p>What the environment or the command line says about the hub wins: with {@code
 * NUSQAU_SMPP_BINDS_0_HOST} and {@code NUSQAU_SMPP_BINDS_0_PORT} it binds to another SMSC, and the
 * sandboxes stay.
 */
public final class Demo {

    private static final int SMPP_PORT = 2775;
    private static final int SECOND_SMPP_PORT = 2776;
    private static final int HANDSETS_PORT = 8090;

    private Demo() {}

    public static void main(String[] arguments) {
        var options =
                SimulatorOptions.defaults()
                        .withPorts(Ports.ifFree(SMPP_PORT), Ports.ifFree(HANDSETS_PORT))
                        .withSecondOperator(Ports.ifFree(SECOND_SMPP_PORT))
                        // Kept as long as the hub's own books, or they would disagree.
                        .withBooksFolder(dataDir(arguments).resolve("simulator"));
        var simulator = Simulator.start(options);
        var application = new SpringApplication(Hub.class);
        application.setDefaultProperties(settings(simulator, options));
        application.addListeners(new Ports());
        // After the hub has said goodbye to its SMSC.
        SpringApplication.getShutdownHandlers().add(simulator::close);
        try {
            var context = (ServletWebServerApplicationContext) application.run(arguments);
            OutsideWorld.connectBanks(simulator, context);
            System.out.println(new Banner(simulator, context));
        } catch (RuntimeException e) {
            // The hub has explained it; the simulator's threads would keep the process alive.
            System.exit(1);
        }
    }

    private static Map<String, Object> settings(Simulator simulator, SimulatorOptions options) {
        Map<String, Object> settings = new HashMap<>(OutsideWorld.settings(simulator, options));
        settings.putAll(OutsideWorld.ussd(simulator));
        settings.put("nusqau.broker.partners", "demo-shop,demo-bank");
        settings.put("nusqau.partners.demo-shop.name", "Demo Shop");
        settings.put("nusqau.partners.demo-shop.senders", "7701");
        settings.put("nusqau.partners.demo-bank.name", "Demo Bank");
        settings.put("nusqau.partners.demo-bank.senders", "7701");
        simulator
                .secondSmsc()
                .ifPresent(second -> settings.putAll(secondOperator(second.port(), options)));
        return settings;
    }

    /** A smaller contract with an SMSC and a USSD gateway of other makes. */
    private static Map<String, Object> secondOperator(int port, SimulatorOptions options) {
        var account = options.accounts().getFirst();
        Map<String, Object> settings = new HashMap<>();
        String texts = "nusqau.smpp.binds[2].";
        settings.put(texts + "id", "beeline");
        settings.put(texts + "system-id", account.systemId());
        settings.put(texts + "password", account.password());
        settings.put(texts + "window", 10);
        settings.put(texts + "rate", 50);
        String ussd = "nusqau.smpp.binds[3].";
        settings.put(ussd + "id", "beeline-ussd");
        settings.put(ussd + "link", "beeline");
        settings.put(ussd + "ussd", "message-reference");
        settings.put(ussd + "system-id", SimulatorOptions.USSD_ACCOUNT);
        settings.put(ussd + "system-type", "USSD");
        settings.put(ussd + "password", "secret");
        for (String bind : List.of(texts, ussd)) {
            settings.put(bind + "host", "127.0.0.1");
            settings.put(bind + "port", port);
            settings.put(bind + "vendor-profile", "hex-then-decimal");
        }
        return settings;
    }

    private static Path dataDir(String... arguments) {
        String argument =
                new SimpleCommandLinePropertySource(arguments).getProperty("nusqau.data-dir");
        String variable =
                System.getenv().getOrDefault("NUSQAU_DATA_DIR", System.getenv("NUSQAU_DATADIR"));
        if (argument != null) {
            return Path.of(argument);
        }
        return Path.of(variable == null ? "./data" : variable);
    }
}
