package kz.nusqau;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.platform.broker.EmbeddedBroker;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;

/**
 * Artemis as Maven Central has it, without a class of the hub but those that {@code src/ops/broker}
 * tells people to put into it, set up with the files from there: one, or a primary and its backup.
 */
public final class StandAloneBroker implements AutoCloseable {

    private static final String MAIN = "org.apache.activemq.artemis.core.server.embedded.Main";
    private static final Path OPS = Path.of("src/ops");
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final String HUB_PASSWORD = "password-of-hub";

    private final Path directory = TemporaryFolder.create("stand-alone-broker");
    private final List<Node> nodes = new ArrayList<>();

    /** A process of the broker. */
    private static final class Node {

        private final Path directory;
        private final int port = FreePort.next();
        private ChildProcess process;

        Node(Path directory) {
            this.directory = directory;
        }

        boolean serves() {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        boolean says(String words) {
            try {
                return Files.readString(directory.resolve("broker.log")).contains(words);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private StandAloneBroker() {}

    public static StandAloneBroker start(List<String> partners) {
        var broker = new StandAloneBroker();
        broker.prepare(partners, List.of());
        broker.start(0);
        return broker;
    }

    /**
     * The second waits for the end of the first, with which it shares its files. It may still be
     * starting when this returns: {@link #awaitBackup}.
     */
    public static StandAloneBroker startPair(List<String> partners) {
        var pair = new StandAloneBroker();
        pair.prepare(partners, List.of("pair.properties", "primary.properties"));
        pair.prepare(partners, List.of("pair.properties", "backup.properties"));
        Node primary = pair.nodes.getFirst();
        pair.launch(0);
        // Where there are no files yet, both would make them.
        pair.await(primary, () -> primary.says("Obtained primary lock"));
        pair.launch(1);
        pair.await(primary, primary::serves);
        return pair;
    }

    /** Returns when the backup of a pair would take over. */
    public void awaitBackup() {
        Node backup = nodes.get(1);
        await(backup, () -> backup.says("backup announced"));
    }

    private void prepare(List<String> partners, List<String> pair) {
        Path node = directory.resolve("node-" + nodes.size());
        try {
            Path etc = Files.createDirectories(node.resolve("etc"));
            copy(OPS.resolve("broker.xml"), etc);
            copy(OPS.resolve("broker/broker.properties"), etc);
            for (String part : pair) {
                copy(OPS.resolve("broker/pair").resolve(part), etc);
            }
            String pattern = Files.readString(OPS.resolve("broker/partner/demo-shop.properties"));
            for (String partner : partners) {
                Files.writeString(
                        etc.resolve(partner + ".properties"),
                        pattern.replace("demo-shop", partner));
            }
            copyWatch(Files.createDirectories(node.resolve("classes")));
            Files.writeString(
                    node.resolve("logback.xml"),
                    """
                    <configuration>
                      <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
                      </appender>
                      <logger name="org.apache.activemq.audit" level="off"/>
                      <root level="info"><appender-ref ref="out"/></root>
                    </configuration>
                    """);
            writeUsers(Files.createDirectories(directory.resolve("users")), partners);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nodes.add(new Node(node));
    }

    private static void copy(Path file, Path into) throws IOException {
        Files.copy(file, into.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of ours only what ends the process with this one. */
    private static void copyWatch(Path classes) throws IOException {
        String name = ChildProcess.Entry.class.getName().replace('.', '/') + ".class";
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = StandAloneBroker.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void writeUsers(Path users, List<String> partners) throws IOException {
        copy(OPS.resolve("broker/login.config"), users);
        var passwords = new ArrayList<String>();
        var roles = new ArrayList<String>();
        passwords.add(EmbeddedBroker.USER + "=" + HUB_PASSWORD);
        roles.add("hub=" + EmbeddedBroker.USER);
        for (String partner : partners) {
            passwords.add(partner + "=" + hash(passwordOf(partner)));
            roles.add("partner-" + partner + "=" + partner);
        }
        Files.write(users.resolve("users.properties"), passwords);
        Files.write(users.resolve("users-next.properties"), List.of());
        Files.write(users.resolve("roles.properties"), roles);
    }

    private static String hash(String password) {
        try {
            return PasswordMaskingUtil.getHashProcessor().hash(password);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(int number) {
        launch(number);
        Node node = nodes.get(number);
        await(node, node::serves);
    }

    private void launch(int number) {
        Node node = nodes.get(number);
        Node other = nodes.get(nodes.size() - 1 - number);
        Map<String, String> environment = new HashMap<>();
        environment.put("BROKER_DATA", directory.resolve("data").toString());
        environment.put("BROKER_PORT", String.valueOf(node.port));
        environment.put("BROKER_OTHER_PORT", String.valueOf(other.port));
        environment.put("BROKER_PAIR_PASSWORD", "password-of-pair");
        node.process =
                ChildProcess.start(
                        MAIN,
                        classPath(node),
                        environment,
                        List.of(
                                "-Xmx256m",
                                "-Dlogback.configurationFile="
                                        + node.directory.resolve("logback.xml"),
                                "-Djava.security.auth.login.config="
                                        + directory.resolve("users/login.config")),
                        List.of(node.directory.toString()),
                        node.directory.resolve("broker.log"));
    }

    /** Whatever is a jar on our own, and the one that is made for brokers. */
    private static String classPath(Node node) {
        String plugin;
        try (Stream<Path> made = Files.list(Path.of("target"))) {
            plugin =
                    made.filter(file -> file.toString().endsWith("-broker-plugin.jar"))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "no target/*-broker-plugin.jar, which the"
                                                            + " package phase makes"))
                            .toAbsolutePath()
                            .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stream<String> others =
                Arrays.stream(ChildProcess.classPath().split(File.pathSeparator))
                        .filter(part -> part.endsWith(".jar"))
                        .filter(part -> !new File(part).getName().startsWith("smsc-simulator"));
        return Stream.concat(
                        Stream.of(node.directory.resolve("classes").toString(), plugin), others)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void await(Node node, BooleanSupplier ready) {
        Instant deadline = Instant.now().plus(STARTS_WITHIN);
        while (!ready.getAsBoolean()) {
            if (!node.process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no broker, see " + node.directory + "/broker.log");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** SIGKILL of the only one or the primary; a backup takes over by itself. */
    public void kill() {
        nodes.getFirst().process.kill();
    }

    /** After {@link #kill}, on the same files and port. */
    public void startAgain() {
        start(0);
    }

    /** Whether the backup of a pair serves. */
    public boolean backupServes() {
        return nodes.get(1).serves();
    }

    /** Of the only one, or of both of a pair. */
    public String url() {
        List<String> urls = nodes.stream().map(node -> "tcp://127.0.0.1:" + node.port).toList();
        return urls.size() == 1 ? urls.getFirst() : "(" + String.join(",", urls) + ")?ha=true";
    }

    /** Of the only one, or the primary. */
    public int port() {
        return nodes.getFirst().port;
    }

    /** The same for clients that know no URLs: host:port, parted by commas. */
    public String hosts() {
        return nodes.stream()
                .map(node -> "127.0.0.1:" + node.port)
                .collect(Collectors.joining(","));
    }

    public static String passwordOf(String user) {
        return user.equals(EmbeddedBroker.USER) ? HUB_PASSWORD : "password-of-" + user;
    }

    /** What a hub needs to use it. */
    public Map<String, Object> settings() {
        return Map.of(
                "nusqau.broker.url",
                url(),
                "nusqau.broker.user",
                EmbeddedBroker.USER,
                "nusqau.broker.password",
                HUB_PASSWORD);
    }

    @Override
    public void close() {
        for (Node node : nodes.reversed()) {
            if (node.process != null && node.process.isAlive()) {
                node.process.terminate();
            }
        }
    }
}
