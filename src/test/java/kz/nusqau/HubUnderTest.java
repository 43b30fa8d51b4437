package kz.nusqau;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole hub in this JVM, with its embedded database and broker, on free ports, bound to a
 * simulator.
 *
 * <pre>{@code
 * try (var hub = HubUnderTest.start()) {
 *     hub.simulator().smsc().deliver("77011234567", "9909", "баланс");
 *     hub.bean(Payments.class)…
 * }
 * }</pre>
 *
 * <p>A start takes seconds. Test classes that don't mind each other's subscribers share one: see
 * {@link SharedHub}. What must die or stop on the way is a {@link HubProcess} instead.
 */
public final class HubUnderTest implements AutoCloseable {

    private final Simulator simulator;
    private final Path dataDir = TemporaryFolder.create("hub");
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private ConfigurableApplicationContext context;

    private HubUnderTest(SimulatorOptions simulatorOptions, Map<String, Object> own) {
        simulator = Simulator.start(simulatorOptions);
        settings.put("nusqau.data-dir", dataDir);
        settings.put("nusqau.database.programs", TemporaryFolder.shared("postgres"));
        settings.put("nusqau.console.port", 0);
        settings.put("nusqau.broker.port", 0);
        // The first session waits for one.
        settings.put("nusqau.mailbox.heartbeat", "200ms");
        settings.putAll(OutsideWorld.settings(simulator, simulatorOptions));
        settings.putAll(own);
    }

    /** Starts simulator and hub; returns when the SMSC has a bound session. */
    public static HubUnderTest start() {
        return start(Map.of());
    }

    /** The same with a bind to the USSD gateway beside that for texts. */
    public static HubUnderTest startWithUssd(Map<String, Object> settings) {
        var hub = new HubUnderTest(SimulatorOptions.defaults(), settings);
        hub.settings.putAll(OutsideWorld.ussd(hub.simulator));
        try {
            hub.startHub();
            hub.simulator.smsc().awaitBound(3, Duration.ofSeconds(20));
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
        context =
                new SpringApplication(Hub.class)
                        .run(
                                settings.entrySet().stream()
                                        .map(
                                                entry ->
                                                        "--"
                                                                + entry.getKey()
                                                                + "="
                                                                + entry.getValue())
                                        .toArray(String[]::new));
        OutsideWorld.connectBanks(simulator, context);
        simulator.smsc().awaitBound(Duration.ofSeconds(20));
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
