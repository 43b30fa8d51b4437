package kz.nusqau.mailbox;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.platform.Node;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's subscriber and mailbox modules on a real database, with a channel that tests play. */
final class TestNode implements AutoCloseable {

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext();
    private final HikariDataSource pool;
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final Node node = new Node(UUID.randomUUID(), "test");
    final UUID session;

    private TestNode(Builder builder) {
        this.pool = builder.database.pool(10);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", new HashMap<>(builder.properties)));
        context.registerBean(DataSource.class, () -> pool);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(pool));
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(pool));
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(JdbcTransactionManager.class)));
        context.registerBean(Node.class, () -> node);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        if (builder.handler != null) {
            context.registerBean(
                    InboxHandler.class, () -> batch -> builder.handler.handle(this, batch));
        }
        if (builder.channel != null) {
            context.registerBean(OutboundChannel.class, () -> builder.channel);
        }
        context.addApplicationListener(
                (ApplicationListener<PayloadApplicationEvent<?>>)
                        event -> {
                            events.add(event.getPayload());
                            builder.listener.accept(event.getPayload());
                        });
        context.register(Modules.class);
        context.refresh();
        session = get(LinkSessions.class).opened("link");
    }

    static Builder on(TestDatabase database, Path dataDir) {
        return new Builder(database, dataDir);
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    UUID id() {
        return node.id();
    }

    Inbox inbox() {
        return get(Inbox.class);
    }

    Outbox outbox() {
        return get(Outbox.class);
    }

    JdbcTemplate jdbc() {
        return get(JdbcTemplate.class);
    }

    List<Object> events() {
        return events;
    }

    void inTransaction(Runnable work) {
        get(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    SubscriberId subscriber(Msisdn msisdn) {
        return get(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
    }

    CompletableFuture<Void> accept(Msisdn from, String text) {
        return inbox().accept(message(session, from, text));
    }

    IncomingMessage message(UUID onSession, Msisdn from, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] key =
                get(PersonalData.class)
                        .keyedHash(
                                "dedupe", from.digits().getBytes(StandardCharsets.UTF_8), payload);
        return new IncomingMessage(
                Kind.TEXT, "link", onSession, Optional.of(from), "9909", key, payload);
    }

    /** Finishes entries as a dialogue without answers would. */
    void finish(List<InboxEntry> entries) {
        inTransaction(() -> inbox().finish(entries));
    }

    static String text(InboxEntry entry) {
        return new String(entry.payload(), StandardCharsets.UTF_8);
    }

    int count(String table) {
        return jdbc().queryForObject("SELECT count(*) FROM mailbox." + table, Integer.class);
    }

    int partitions() {
        return (int)
                java.util.stream.IntStream.range(0, Lanes.PARTITIONS)
                        .filter(n -> get(Leases.class).holds(MailboxThreads.PARTITIONS, n))
                        .count();
    }

    /** Others find this node dead, while it goes on as if nothing were. */
    void declareDead(JdbcTemplate elsewhere) {
        elsewhere.update(
                "UPDATE mailbox.node SET seen_at = clock_timestamp() - interval '1 hour'"
                        + " WHERE id = ?",
                node.id());
    }

    /** Ends as a process does that is killed: its connections go, nothing is given back. */
    void kill() {
        pool.close();
        close();
    }

    @Override
    public void close() {
        context.close();
        pool.close();
    }

    /** Plays the channel that reads messages. */
    interface TestHandler {
        void handle(TestNode node, List<InboxEntry> batch);
    }

    @ComponentScan(
            basePackages = {"kz.nusqau.subscriber", "kz.nusqau.mailbox"},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = org.springframework.context.annotation.FilterType.REGEX,
                            pattern = ".*(Test|IT|TestNode).*"))
    @ConfigurationPropertiesScan({"kz.nusqau.subscriber", "kz.nusqau.mailbox"})
    @EnableConfigurationProperties
    static class Modules {}

    static final class Builder {

        private final TestDatabase database;
        private final Map<String, Object> properties = new HashMap<>();
        private TestHandler handler;
        private OutboundChannel channel;
        private Consumer<Object> listener = event -> {};

        private Builder(TestDatabase database, Path dataDir) {
            this.database = database;
            set("nusqau.data-dir", dataDir.toString());
            set("nusqau.mailbox.heartbeat", "200ms");
        }

        Builder set(String key, Object value) {
            properties.put(key, value);
            return this;
        }

        Builder handler(TestHandler newHandler) {
            handler = newHandler;
            return this;
        }

        Builder channel(OutboundChannel newChannel) {
            channel = newChannel;
            return this;
        }

        Builder listener(Consumer<Object> newListener) {
            listener = newListener;
            return this;
        }

        TestNode start() {
            return new TestNode(this);
        }
    }
}
