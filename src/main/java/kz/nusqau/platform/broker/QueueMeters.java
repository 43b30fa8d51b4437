package kz.nusqau.platform.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.nusqau.platform.BrokerQueues.QueueView;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.security.SecurityAuth;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;

/**
 * How many messages wait in each queue, among the hub's metrics. Artemis has meters of its own, but
 * they rearrange the registry of the whole process.
 */
final class QueueMeters implements ActiveMQServerQueuePlugin {

    private final Map<SimpleString, Metered> queues = new ConcurrentHashMap<>();

    private record Metered(Queue queue, Gauge gauge) {}

    /** Those that the broker has from its last run: it tells of new ones only. */
    void takeIn(PostOffice office) {
        office.getAllBindings()
                .filter(LocalQueueBinding.class::isInstance)
                .forEach(binding -> afterCreateQueue(((LocalQueueBinding) binding).getQueue()));
    }

    @Override
    public void afterCreateQueue(Queue queue) {
        if (!queue.isTemporary() && !queue.isInternalQueue()) {
            queues.computeIfAbsent(queue.getName(), name -> new Metered(queue, gauge(queue)));
        }
    }

    /** As they stand now, by name. */
    List<QueueView> all() {
        return queues.values().stream()
                .map(each -> view(each.queue))
                .sorted(Comparator.comparing(QueueView::name))
                .toList();
    }

    private static QueueView view(Queue queue) {
        MessageReference first = queue.peekFirstMessage();
        return new QueueView(
                queue.getName().toString(),
                queue.getMessageCount(),
                queue.getConsumerCount(),
                first == null ? null : Instant.ofEpochMilli(first.getMessage().getTimestamp()));
    }

    @Override
    public void afterDestroyQueue(
            Queue queue,
            SimpleString address,
            SecurityAuth session,
            boolean checkConsumerCount,
            boolean removeConsumers,
            boolean autoDeleteAddress) {
        Metered gone = queues.remove(queue.getName());
        if (gone != null) {
            Metrics.globalRegistry.remove(gone.gauge);
        }
    }

    private static Gauge gauge(Queue queue) {
        return Gauge.builder("nusqau.broker.queue.depth", queue, Queue::getMessageCount)
                .description("messages in the queue, those under way included")
                .tag("queue", queue.getName().toString())
                .register(Metrics.globalRegistry);
    }
}
