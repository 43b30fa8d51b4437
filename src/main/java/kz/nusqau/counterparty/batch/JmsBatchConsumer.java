package kz.nusqau.counterparty.batch;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that each hold a transacted session and turn what waits into one exchange.
 *
 * <p>When the hub stops, each is suspended before the first is waited for: a thread notices within
 * a receive timeout, all of them within the same one.
 */
final class JmsBatchConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(JmsBatchConsumer.class);
    private static final long REST_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final JmsBatchEndpoint endpoint;
    private @Nullable ExecutorService threads;
    private volatile boolean running;

    JmsBatchConsumer(JmsBatchEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        begin();
    }

    private void begin() {
        running = true;
        int count = endpoint.getConcurrentConsumers();
        threads =
                endpoint.getCamelContext()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(this, "jms-batch-" + endpoint.queue(), count);
        for (int i = 0; i < count; i++) {
            threads.execute(this::consume);
        }
    }

    /** Waits for nobody: {@link #doStop} does. */
    @Override
    protected void doSuspend() {
        running = false;
    }

    @Override
    protected void doResume() {
        end();
        begin();
    }

    @Override
    protected void doStop() throws Exception {
        end();
        super.doStop();
    }

    private void end() {
        running = false;
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
            threads = null;
        }
    }

    private void consume() {
        long pause = REST_MILLIS;
        while (running) {
            if (endpoint.isGateClosed()) {
                rest(REST_MILLIS);
                continue;
            }
            try (Connection connection = endpoint.connectionFactory().createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageConsumer consumer =
                            session.createConsumer(session.createQueue(endpoint.queue()))) {
                connection.start();
                while (running && !endpoint.isGateClosed()) {
                    boolean committed = consumeBatch(session, consumer);
                    pause = committed ? REST_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                    if (!committed) {
                        rest(pause);
                    }
                }
            } catch (JMSException | RuntimeException e) {
                // A message that can't even be received must not end the thread.
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                LOG.warn(
                        "{}: nothing received, again in {} ms: {}",
                        endpoint.queue(),
                        pause,
                        e.toString());
                rest(pause);
            }
        }
    }

    private boolean consumeBatch(Session session, MessageConsumer consumer) throws JMSException {
        Message first = consumer.receive(endpoint.getReceiveTimeout().toMillis());
        if (first == null) {
            endpoint.drained();
            return true;
        }
        var resending = new Resending(endpoint, session, getRoute().getRouteId());
        var batch = new MessageBatch(endpoint, consumer, first, () -> running);
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage()
                    .setBody(endpoint.isWholeMessages() ? batch : texts(batch.all(), resending));
            exchange.getMessage().setHeader("JmsBatchQueue", endpoint.queue());
            process(exchange);
            if (exchange.getException() != null || exchange.isRollbackOnly()) {
                LOG.error("{}: a batch goes back", endpoint.queue(), exchange.getException());
                session.rollback();
                return false;
            }
            if (exchange.getMessage().getBody() instanceof Undelivered undelivered) {
                if (endpoint.isWholeMessages()) {
                    named(batch.taken(), resending);
                }
                resending.resend(undelivered);
            }
            session.commit();
            return true;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static List<String> texts(List<Message> batch, Resending resending)
            throws JMSException {
        var texts = new ArrayList<String>(batch.size());
        for (Message message : batch) {
            if (message instanceof TextMessage text && text.getText() != null) {
                texts.add(text.getText());
                resending.received(text.getText(), message);
            } else {
                resending.bury(message, "not a text message");
            }
        }
        return texts;
    }

    private static void named(List<Message> batch, Resending resending) {
        for (int i = 0; i < batch.size(); i++) {
            resending.received(String.valueOf(i), batch.get(i));
        }
    }

    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private static void rest(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
