package kz.nusqau.counterparty;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import kz.nusqau.counterparty.batch.JmsBatchComponent;
import kz.nusqau.counterparty.command.CommandExecution;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import kz.nusqau.platform.Node;
import kz.nusqau.platform.Pauses;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The counterparty module as in the hub, with its routes, on a real database and broker. */
public final class TestHub implements AutoCloseable {

    public final Answers answers = new Answers();
    public final AnnotationConfigApplicationContext spring =
            new AnnotationConfigApplicationContext();
    public final DefaultCamelContext camel = new DefaultCamelContext();
    public final JmsPoolConnectionFactory connections;

    /**
     * Starts everything but the routes.
     *
     * @param more what the test needs beside this module and the subscribers
     */
    TestHub(
            DataSource database,
            TestBroker broker,
            CounterpartyProperties properties,
            Path data,
            Consumer<AnnotationConfigApplicationContext> more) {
        this.connections = broker.connections();
        var environment = new MockEnvironment();
        environment.setProperty("nusqau.data-dir", data.toString());
        spring.setEnvironment(environment);
        // Wrapped, since Spring would close the pool with the first hub.
        spring.registerBean(DataSource.class, () -> new DelegatingDataSource(database));
        spring.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        var transactions = new JdbcTransactionManager(database);
        spring.registerBean(PlatformTransactionManager.class, () -> transactions);
        spring.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(transactions));
        spring.registerBean(
                Pauses.class,
                () ->
                        new Pauses(
                                new JdbcTemplate(database),
                                new TransactionTemplate(transactions),
                                Clock.systemUTC()));
        spring.registerBean(
                PlannedWork.class,
                () ->
                        new PlannedWork(
                                new JdbcTemplate(database),
                                new TransactionTemplate(transactions),
                                Clock.systemUTC()));
        spring.registerBean(Node.class, () -> new Node(UUID.randomUUID(), "test"));
        spring.registerBean(Clock.class, Clock::systemUTC);
        spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        spring.registerBean(CounterpartyProperties.class, () -> properties);
        spring.registerBean("pooledConnectionFactory", ConnectionFactory.class, () -> connections);
        spring.registerBean(CommandListener.class, () -> answers);
        spring.register(Properties.class);
        spring.scan("kz.nusqau.counterparty", "kz.nusqau.subscriber");
        more.accept(spring);
        spring.refresh();
        camel.getCamelContextExtension().setName("test");
        camel.addComponent("jms-batch", new JmsBatchComponent(connections));
        camel.getRegistry().bind("counterpartyCommands", spring.getBean(CommandExecution.class));
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("kz.nusqau.subscriber")
    static class Properties {}

    /** Starts the routes: from now on commands leave. */
    public TestHub startRoutes() throws Exception {
        for (Counterparty each : bean(Counterparties.class).all()) {
            // Those of banks are made from templates.
            if (each.settings().kind() != Kind.BANK) {
                String file = "file:routes/counterparty-" + each.id() + ".camel.yaml";
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.resolveResource(camel, file));
            }
        }
        camel.start();
        return this;
    }

    /** Takes dead letters to the desk, as the hub does. */
    public void startDeadLetters(Object step) throws Exception {
        HubJms.add(camel, connections);
        camel.getRegistry().bind("deadLetters", step);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        ResourceHelper.resolveResource(
                                camel, "file:routes/dead-letters.camel.yaml"));
    }

    public <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    public Commands commands() {
        return bean(Commands.class);
    }

    public JdbcTemplate jdbc() {
        return bean(JdbcTemplate.class);
    }

    public SubscriberId subscriber(String msisdn) {
        var number = new Msisdn(msisdn);
        Map<Msisdn, SubscriberId> found = bean(Subscribers.class).resolve(List.of(number));
        return found.get(number);
    }

    /** Asks for a command in a transaction of its own. */
    public CommandKey request(
            String counterparty, String step, SubscriberId who, Operation operation) {
        return request(command(counterparty, step, who, operation));
    }

    /** The first generation of a step of a new instruction, with time to spare. */
    public static CommandRequest command(
            String counterparty, String step, SubscriberId who, Operation operation) {
        return new CommandRequest(
                new CommandKey(InstructionId.next(), step, 1),
                counterparty,
                who,
                operation,
                Instant.now().plus(Duration.ofMinutes(5)));
    }

    public CommandKey request(CommandRequest request) {
        bean(TransactionTemplate.class)
                .executeWithoutResult(status -> commands().request(List.of(request)));
        return request.key();
    }

    public CommandView view(CommandKey key) {
        return commands().of(key.instruction()).stream()
                .filter(view -> view.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        camel.stop();
        spring.close();
        connections.stop();
    }
}
