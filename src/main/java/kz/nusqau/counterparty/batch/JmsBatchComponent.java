package kz.nusqau.counterparty.batch;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code jms-batch:queue}: takes up to {@code maxMessages} in one transacted session as one
 * exchange whose body is the list of their texts, or a {@link MessageBatch}, and commits after the
 * route ends. camel-jms commits once per message, which is an order of magnitude slower.
 */
public final class JmsBatchComponent extends DefaultComponent {

    private final ConnectionFactory connectionFactory;

    public JmsBatchComponent(ConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    ConnectionFactory connectionFactory() {
        return connectionFactory;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters)
            throws Exception {
        var endpoint = new JmsBatchEndpoint(uri, this, queue);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
