package kz.nusqau.platform.broker;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kz.nusqau.platform.BrokerQueues;
import kz.nusqau.platform.DataDirectory;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One broker, reached through one pool: consuming and sending share a transaction only so. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    private static final int CONNECTIONS = 8;
    private static final int SESSIONS_PER_CONNECTION = 64;
    private static final int CONFIRMATION_WINDOW_BYTES = 1 << 20;

    /** A broker that is gone is noticed when it was silent for one to two times as long. */
    private static final int SILENT_MILLIS = 6_000;

    private static final int AHEAD_BYTES = 64 * 1024;

    /** As in {@code src/ops/broker/pair/pair.properties}, which counts once it was reached. */
    private static final int CONNECT_MILLIS = 3_000;

    /** Less than the database lets a transaction wait, which may be about what is sent. */
    private static final int CALL_MILLIS = 8_000;

    @Bean
    @ConditionalOnExpression("'${nusqau.broker.url:}'.isBlank()")
    EmbeddedBroker embeddedBroker(DataDirectory data, BrokerProperties properties) {
        data.lock();
        return EmbeddedBroker.start(
                new EmbeddedBrokerOptions(
                        data.path().resolve("broker"),
                        properties.port(),
                        data.secret("broker"),
                        passwords(properties.partners(), "partner-", data),
                        passwords(properties.banks(), "bank-", data),
                        properties.tls()));
    }

    /** Made now where there are none yet, and read at each login. */
    private static Map<String, Supplier<List<String>>> passwords(
            List<String> ids, String prefix, DataDirectory data) {
        ids.forEach(id -> data.secret(prefix + id));
        return ids.stream()
                .collect(Collectors.toMap(id -> id, id -> () -> data.validSecrets(prefix + id)));
    }

    @Bean
    BrokerQueues brokerQueues(ObjectProvider<EmbeddedBroker> embedded) {
        EmbeddedBroker broker = embedded.getIfAvailable();
        return new BrokerQueues(broker == null ? null : broker::queues);
    }

    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory pooledConnectionFactory(
            ObjectProvider<EmbeddedBroker> embedded,
            BrokerProperties properties,
            DataDirectory data) {
        EmbeddedBroker broker = embedded.getIfAvailable();
        var factory =
                broker == null
                        ? external(properties)
                        : new ActiveMQConnectionFactory(
                                broker.url(), EmbeddedBroker.USER, data.secret("broker"));
        factory.setConfirmationWindowSize(CONFIRMATION_WINDOW_BYTES);
        factory.setCacheDestinations(true);
        // Our messages are text: nobody's Java objects are built from what arrives.
        factory.setDeserializationDenyList("*");
        var pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(CONNECTIONS);
        pool.setMaxSessionsPerConnection(SESSIONS_PER_CONNECTION);
        return pool;
    }

    /** A broker that restarts or fails over is waited for; the address may say otherwise. */
    static ActiveMQConnectionFactory external(BrokerProperties properties) {
        var factory =
                new ActiveMQConnectionFactory(
                        properties.url(), properties.user(), properties.password());
        for (TransportConfiguration broker : factory.getStaticConnectors()) {
            // A machine that is gone refuses nothing, and is tried before the other of a pair.
            broker.getParams()
                    .putIfAbsent(TransportConstants.NETTY_CONNECT_TIMEOUT, CONNECT_MILLIS);
        }
        // What a node that stands still took ahead is soon another's.
        factory.setConnectionTTL(SILENT_MILLIS);
        factory.setClientFailureCheckPeriod(SILENT_MILLIS / 3);
        factory.setConsumerWindowSize(AHEAD_BYTES);
        // An answer that a broker took down with it would else be waited for for half a minute.
        if (!properties.url().contains("callTimeout")) {
            factory.setCallTimeout(CALL_MILLIS);
        }
        // A call that begins meanwhile waits for the other broker, but no longer than any other.
        if (!properties.url().contains("callFailoverTimeout")) {
            factory.setCallFailoverTimeout(CALL_MILLIS);
        }
        if (!properties.url().contains("reconnectAttempts")) {
            // For 20 seconds, and once in each: who takes over is found as soon as it is there.
            factory.setReconnectAttempts(25);
            factory.setInitialConnectAttempts(25);
            factory.setRetryInterval(200);
            factory.setRetryIntervalMultiplier(1.5);
            factory.setMaxRetryInterval(1_000);
        }
        return factory;
    }
}
