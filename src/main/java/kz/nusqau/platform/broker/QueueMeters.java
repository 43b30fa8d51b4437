package kz.nusqau.platform.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.security.SecurityAuth;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;

/**
 * How many messages wait in each queue, among the hub's metrics. Artemis has meters of its own, but
 * they rearrange the registry of the whole process.
 */
final class QueueMeters implements ActiveMQServerQueuePlugin {

    private final Map<SimpleString, Gauge> gauges = new ConcurrentHashMap<>();

    @Override
    public void afterCreateQueue(Queue queue) {
        if (!queue.isTemporary() && !queue.isInternalQueue()) {
            gauges.computeIfAbsent(queue.getName(), name -> gauge(queue));
        }
    }

    @Override
    public void afterDestroyQueue(
            Queue queue,
            SimpleString address,
            SecurityAuth session,
            boolean checkConsumerCount,
            boolean removeConsumers,
            boolean autoDeleteAddress) {
        Gauge gone = gauges.remove(queue.getName());
        if (gone != null) {
            Metrics.globalRegistry.remove(gone);
        }
    }

    private static Gauge gauge(Queue queue) {
        return Gauge.builder("nusqau.broker.queue.depth", queue, Queue::getMessageCount)
                .description("messages in the queue, those under way included")
                .tag("queue", queue.getName().toString())
                .register(Metrics.globalRegistry);
    }
}
