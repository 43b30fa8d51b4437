package kz.nusqau.counterparty;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** A real broker in this JVM, durable on disk, that can be stopped and started on its data. */
public final class TestBroker {

    private static final AtomicInteger NUMBER = new AtomicInteger(1_000);

    private final int number = NUMBER.incrementAndGet();
    private final Path directory;
    private EmbeddedActiveMQ server;

    public TestBroker(Path directory) throws Exception {
        this.directory = directory;
        start();
    }

    public void start() throws Exception {
        var configuration =
                new ConfigurationImpl()
                        .setName("test-" + number)
                        .setSecurityEnabled(false)
                        .setPersistenceEnabled(true)
                        // A test needs little room, however full the disk is.
                        .setMaxDiskUsage(-1)
                        .setJournalType(JournalType.NIO)
                        .setJournalBufferTimeout_NIO(100_000)
                        .setJournalDirectory(directory.resolve("journal").toString())
                        .setBindingsDirectory(directory.resolve("bindings").toString())
                        .setPagingDirectory(directory.resolve("paging").toString())
                        .setLargeMessagesDirectory(directory.resolve("large").toString())
                        .addAcceptorConfiguration("vm", "vm://" + number)
                        .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1));
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
    }

    public void stop() throws Exception {
        server.stop();
    }

    /** Tells it of every message until the broker stops. */
    public void watch(ActiveMQServerMessagePlugin watcher) {
        server.getActiveMQServer().registerBrokerPlugin(watcher);
    }

    public long depth(String queue) {
        var found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /** For clients in this JVM. */
    public String url() {
        return "vm://" + number;
    }

    public JmsPoolConnectionFactory connections() {
        var pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(
                new ActiveMQConnectionFactory("vm://" + number + "?reconnectAttempts=0"));
        return pool;
    }
}
