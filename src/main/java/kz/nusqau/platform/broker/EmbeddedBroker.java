package kz.nusqau.platform.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import kz.nusqau.platform.BrokerQueues;
import kz.nusqau.platform.StartRefused;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Artemis broker inside this process: the hub reaches it in memory, partners on the loopback
 * address, and with TLS from elsewhere, by CORE, AMQP 1.0 or STOMP.
 */
public final class EmbeddedBroker implements AutoCloseable {

    public static final String USER = "hub";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String PARTNERS_ACCEPTOR = "partners";
    private static final String TLS_ACCEPTOR = "partners-tls";

    private static final String PROTOCOLS = "CORE,AMQP,STOMP";

    /** Nobody is let in without a password, as AMQP could be. */
    private static final String SASL = "PLAIN";

    /** Brokers of one process are told apart by number. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.getAndIncrement();
    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final EmbeddedBrokerOptions options;
    private final QueueMeters queues = new QueueMeters();

    private EmbeddedBroker(EmbeddedBrokerOptions options) {
        this.options = options;
    }

    /** Returns when clients can connect. */
    public static EmbeddedBroker start(EmbeddedBrokerOptions options) {
        if (options.tls() != null) {
            options.tls().verify();
        }
        var broker = new EmbeddedBroker(options);
        try {
            broker.start();
            return broker;
        } catch (StartRefused e) {
            broker.close();
            throw e;
        } catch (Exception e) {
            broker.close();
            throw new StartRefused(
                    "The embedded broker could not start: " + e.getMessage(),
                    "See that "
                            + options.directory()
                            + " is writable and its disk not full, or set nusqau.broker.url.",
                    e);
        }
    }

    /** For clients in this process. */
    public String url() {
        return "vm://" + number;
    }

    /** How they stand now. */
    List<BrokerQueues.QueueView> queues() {
        return queues.all();
    }

    /** For everybody else on this machine. */
    public String tcpUrl() {
        return "tcp://127.0.0.1:" + port();
    }

    public int port() {
        return port(PARTNERS_ACCEPTOR);
    }

    /** For those that come with TLS. */
    public int tlsPort() {
        return port(TLS_ACCEPTOR);
    }

    private int port(String name) {
        var acceptor = server.getActiveMQServer().getRemotingService().getAcceptor(name);
        return ((NettyAcceptor) Objects.requireNonNull(acceptor, name)).getActualPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.error("{} did not stop: {}", options, e.toString());
        }
    }

    private void start() throws Exception {
        Configuration configuration = readConfiguration();
        String directory = options.directory().toString();
        configuration.setJournalDirectory(directory + "/journal");
        configuration.setBindingsDirectory(directory + "/bindings");
        configuration.setPagingDirectory(directory + "/paging");
        configuration.setLargeMessagesDirectory(directory + "/large-messages");
        configuration.setNodeManagerLockDirectory(directory + "/lock");
        configuration.addAcceptorConfiguration("hub", url());
        configuration.addAcceptorConfiguration(
                PARTNERS_ACCEPTOR,
                "tcp://127.0.0.1:%d?protocols=%s;saslMechanisms=%s;useEpoll=false"
                        .formatted(options.port(), PROTOCOLS, SASL));
        BrokerTls tls = options.tls();
        if (tls != null) {
            Map<String, Object> parameters = tls.parameters();
            parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, PROTOCOLS);
            parameters.put(TransportConstants.USE_EPOLL_PROP_NAME, false);
            configuration.addAcceptorConfiguration(
                    new TransportConfiguration(
                            NettyAcceptorFactory.class.getName(),
                            parameters,
                            TLS_ACCEPTOR,
                            Map.of("saslMechanisms", SASL)));
        }
        configuration.registerBrokerPlugin(queues);
        options.partners().keySet().forEach(partner -> admit(partner, configuration));
        options.banks().keySet().forEach(bank -> admitBank(bank, configuration));
        server.setConfiguration(configuration);
        server.setSecurityManager(security());
        server.start();
        queues.takeIn(server.getActiveMQServer().getPostOffice());
        verifyAcceptor();
    }

    private static Configuration readConfiguration() throws Exception {
        var configuration = new FileConfiguration();
        new FileDeploymentManager("broker.xml").addDeployable(configuration).readConfiguration();
        return configuration;
    }

    private ActiveMQJAASSecurityManager security() {
        var users = new BrokerUsers();
        users.admit(USER, () -> List.of(options.password()), "hub");
        options.partners()
                .forEach((partner, passwords) -> users.admit(partner, passwords, role(partner)));
        options.banks()
                .forEach(
                        (bank, passwords) ->
                                users.admit("bank-" + bank, passwords, "bank-" + bank));
        return new ActiveMQJAASSecurityManager(PasswordLogin.class.getName(), users);
    }

    /** A bank consumes requests and sends answers, below its own prefix. */
    private static void admitBank(String bank, Configuration configuration) {
        String queues = "bank." + bank + ".#";
        Set<Role> roles =
                new HashSet<>(configuration.getSecurityRoles().getOrDefault("#", Set.of()));
        roles.add(
                new Role(
                        "bank-" + bank,
                        true,
                        true,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false));
        configuration.putSecurityRoles(queues, roles);
    }

    /** A partner may send requests and consume its replies and events, and nothing else. */
    private static void admit(String partner, Configuration configuration) {
        String prefix = "partner." + partner + ".";
        declare(prefix + "requests", mayDo(partner, true, false), configuration);
        declare(prefix + "replies", mayDo(partner, false, true), configuration);
        declare(prefix + "events", mayDo(partner, false, true), configuration);
    }

    private static void declare(String name, Role partner, Configuration configuration) {
        Set<Role> roles =
                new HashSet<>(configuration.getSecurityRoles().getOrDefault("#", Set.of()));
        roles.add(partner);
        configuration.putSecurityRoles(name, roles);
        configuration.addAddressConfiguration(
                new CoreAddressConfiguration()
                        .setName(name)
                        .addRoutingType(RoutingType.ANYCAST)
                        .addQueueConfig(
                                QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST)));
    }

    private static Role mayDo(String partner, boolean send, boolean consume) {
        return new Role(
                role(partner),
                send,
                consume,
                false,
                false,
                false,
                false,
                false,
                consume,
                false,
                false,
                false,
                false);
    }

    private static String role(String partner) {
        return "partner-" + partner;
    }

    /** Artemis starts without an acceptor whose port is taken, and says so only in its log. */
    private void verifyAcceptor() {
        if (port() <= 0) {
            throw new StartRefused(
                    "nusqau.broker.port=" + options.port() + ": another program listens there",
                    "Stop it, or set nusqau.broker.port to another port (0 takes a free one).");
        }
        if (options.tls() != null && tlsPort() <= 0) {
            throw new StartRefused(
                    "nusqau.broker.tls: " + options.tls() + " can't be had",
                    "See that the address is this machine's and that nothing else listens there.");
        }
    }
}
