package kz.nusqau;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.LinkStatus;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole hub in this JVM, with its embedded broker and a database of its own, on free ports,
 * bound to a simulator.
 *
 * <pre>{@code
 * try (var hub = HubUnderTest.start()) {
 *     hub.simulator().smsc().deliver("77011234567", "9909", "баланс");
 *     hub.bean(Payments.class)…
 * }
 * }</pre>
 *
 * <p>A start takes seconds. Test classes that don't mind each other's subscribers share one: see
 * {@link SharedHub}. What must die or stop on the way, or comes with its embedded database, is a
 * {@link HubProcess} instead.
 */
public final class HubUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Simulator simulator;
    private final Path dataDir = TemporaryFolder.create("hub");
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private ConfigurableApplicationContext context;

    private HubUnderTest(SimulatorOptions simulatorOptions, Map<String, Object> own) {
        simulator = Simulator.start(simulatorOptions);
        settings.put("nusqau.data-dir", dataDir);
        settings.putAll(database(own));
        settings.put("nusqau.console.port", 0);
        settings.put("nusqau.broker.port", 0);
        // The first session waits for one.
        settings.put("nusqau.mailbox.heartbeat", "200ms");
        // A test needs little room, however full the disk is.
        settings.put("management.health.diskspace.threshold", "10MB");
        // Each route that reads a queue waits for so long when it stops, one after the other.
        settings.put("camel.component.jms.receive-timeout", 200);
        settings.putAll(OutsideWorld.settings(simulator, simulatorOptions));
        settings.putAll(OutsideWorld.patience(Duration.ofSeconds(8)));
        settings.putAll(own);
    }

    /**
     * One on the server of this JVM, migrated already; where the data is to stay, the hub's own.
     */
    private static Map<String, Object> database(Map<String, Object> own) {
        if (own.containsKey("nusqau.data-dir")) {
            return Map.of("nusqau.database.programs", TemporaryFolder.shared("postgres"));
        }
        if (own.containsKey("nusqau.database.url")) {
            return Map.of();
        }
        return PostgresForTests.migrated().settings();
    }

    /** Starts simulator and hub; returns when both know that all sessions are bound. */
    public static HubUnderTest start() {
        return start(Map.of());
    }

    /** The same with a bind to the USSD gateway beside that for texts. */
    public static HubUnderTest startWithUssd(Map<String, Object> settings) {
        var hub = new HubUnderTest(SimulatorOptions.defaults(), settings);
        hub.settings.putAll(OutsideWorld.ussd(hub.simulator));
        try {
            hub.startHub();
            hub.awaitBound("kcell-ussd");
            return hub;
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    /** The same with settings of the test's own, which win. */
    public static HubUnderTest start(Map<String, Object> settings) {
        return start(SimulatorOptions.defaults(), settings);
    }

    /** The same with an outside world of the test's own. */
    public static HubUnderTest start(SimulatorOptions simulator, Map<String, Object> settings) {
        var hub = new HubUnderTest(simulator, settings);
        try {
            hub.startHub();
            return hub;
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private void startHub() {
        var application = new SpringApplication(Hub.class);
        // At the JVM's end it would close the hub while others close what the hub still needs.
        application.setRegisterShutdownHook(hasItsOwnDatabase());
        context =
                application.run(
                        settings.entrySet().stream()
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
        OutsideWorld.connectBanks(simulator, context);
        awaitBound("kcell");
    }

    private boolean hasItsOwnDatabase() {
        return !settings.containsKey("nusqau.database.url");
    }

    /** Returns when every session of the bind is bound, as this side sees it: the SMSC is first. */
    public void awaitBound(String bind) {
        var found = bean(Binds.class).find(bind).orElseThrow();
        await("every session of " + bind)
                .atMost(PATIENCE)
                .until(
                        () ->
                                found.statuses().stream()
                                        .allMatch(slot -> slot.state() == LinkStatus.State.BOUND));
    }

    /** Stops the hub in order and starts it again with the same data and the same simulator. */
    public void restart() {
        restart(() -> {});
    }

    /** The same with something to do while there is no hub. */
    public void restart(Runnable whileDown) {
        context.close();
        whileDown.run();
        startHub();
    }

    public Simulator simulator() {
        return simulator;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public Path dataDir() {
        return dataDir;
    }

    /** Where the hub's own web interface is, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    /** The password that was made for that user: support, administrator, … */
    public String password(String user) {
        return Secrets.read(dataDir, "console-" + user);
    }

    @Override
    public void close() {
        try {
            if (context != null) {
                context.close();
            }
        } finally {
            simulator.close();
        }
    }
}
