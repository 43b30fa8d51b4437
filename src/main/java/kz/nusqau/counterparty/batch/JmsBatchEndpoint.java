package kz.nusqau.counterparty.batch;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code jms-batch}; times are in milliseconds or with a unit: {@code 500}, {@code 2s}.
 */
public final class JmsBatchEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private final String queue;
    private final ConnectionFactory connectionFactory;
    private int maxMessages = 64;
    private long maxLength = Long.MAX_VALUE;
    private int concurrentConsumers = 1;
    private Duration receiveTimeout = Duration.ofSeconds(1);
    private Duration linger = Duration.ZERO;
    private Duration waitDelay = Duration.ofSeconds(1);
    private Duration redeliveryDelay = Duration.ofSeconds(1);
    private double redeliveryMultiplier = 2;
    private Duration maximumRedeliveryDelay = Duration.ofSeconds(60);
    private int maximumRedeliveries = 10;
    private String deadLetters = "dead-letters";
    private boolean wholeMessages;
    private @Nullable BatchGate gate;

    JmsBatchEndpoint(String uri, JmsBatchComponent component, String queue) {
        super(uri, component);
        this.queue = queue;
        this.connectionFactory = component.connectionFactory();
    }

    /** Whoever reads a queue shares it with its other readers. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("jms-batch only receives");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new JmsBatchConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** How long the message waits before its next attempt. */
    Duration delayAfter(int attempts) {
        double grown = redeliveryDelay.toMillis() * Math.pow(redeliveryMultiplier, attempts - 1.0);
        return Duration.ofMillis(
                (long) Math.min(grown, (double) maximumRedeliveryDelay.toMillis()));
    }

    String queue() {
        return queue;
    }

    ConnectionFactory connectionFactory() {
        return connectionFactory;
    }

    boolean isGateClosed() {
        return gate != null && gate.isClosed(queue);
    }

    /** How many messages the next batch may have: one at least. */
    int room() {
        return gate == null ? maxMessages : Math.clamp(gate.room(queue), 1, maxMessages);
    }

    void drained() {
        if (gate != null) {
            gate.drained(queue);
        }
    }

    public int getMaxMessages() {
        return maxMessages;
    }

    /** The most messages of one batch. */
    public void setMaxMessages(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    public long getMaxLength() {
        return maxLength;
    }

    /** A batch whose bodies are so long takes no more messages: characters of texts, or bytes. */
    public void setMaxLength(long maxLength) {
        this.maxLength = maxLength;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public Duration getReceiveTimeout() {
        return receiveTimeout;
    }

    public void setReceiveTimeout(Duration receiveTimeout) {
        this.receiveTimeout = receiveTimeout;
    }

    public Duration getLinger() {
        return linger;
    }

    /**
     * How long a batch waits for company after its first message; one of whole messages, how long
     * it waits for each that comes next.
     */
    public void setLinger(Duration linger) {
        this.linger = linger;
    }

    public Duration getWaitDelay() {
        return waitDelay;
    }

    /** When a message that only waits comes again. */
    public void setWaitDelay(Duration waitDelay) {
        this.waitDelay = waitDelay;
    }

    public Duration getRedeliveryDelay() {
        return redeliveryDelay;
    }

    /** When a message comes again after its first failure. */
    public void setRedeliveryDelay(Duration redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }

    public double getRedeliveryMultiplier() {
        return redeliveryMultiplier;
    }

    public void setRedeliveryMultiplier(double redeliveryMultiplier) {
        this.redeliveryMultiplier = redeliveryMultiplier;
    }

    public Duration getMaximumRedeliveryDelay() {
        return maximumRedeliveryDelay;
    }

    public void setMaximumRedeliveryDelay(Duration maximumRedeliveryDelay) {
        this.maximumRedeliveryDelay = maximumRedeliveryDelay;
    }

    public int getMaximumRedeliveries() {
        return maximumRedeliveries;
    }

    /** After so many failed redeliveries a message is a dead letter. */
    public void setMaximumRedeliveries(int maximumRedeliveries) {
        this.maximumRedeliveries = maximumRedeliveries;
    }

    public String getDeadLetters() {
        return deadLetters;
    }

    /** The queue of dead letters. */
    public void setDeadLetters(String deadLetters) {
        this.deadLetters = deadLetters;
    }

    public boolean isWholeMessages() {
        return wholeMessages;
    }

    /**
     * The body is a {@link MessageBatch} instead of a list of texts, and {@link Undelivered} names
     * messages by their places in it, from 0.
     */
    public void setWholeMessages(boolean wholeMessages) {
        this.wholeMessages = wholeMessages;
    }

    public @Nullable BatchGate getGate() {
        return gate;
    }

    /** Keeps messages in the queue while it is closed. */
    public void setGate(BatchGate gate) {
        this.gate = gate;
    }
}
