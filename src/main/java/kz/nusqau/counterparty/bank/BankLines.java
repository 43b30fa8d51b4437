package kz.nusqau.counterparty.bank;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import kz.nusqau.platform.Node;
import kz.nusqau.shared.RouteStep;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Requests to banks and the answers that come back to this node's own queues. An answer is handed
 * to whoever waits for its correlation; one that nobody waits for is dropped: what it says is asked
 * for by inquiry.
 */
@RouteStep("bankReplies")
public final class BankLines {

    private static final Logger LOG = LoggerFactory.getLogger(BankLines.class);
    private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";
    private static final String TOO_LONG = "";
    private static final int ANSWERS = 8;
    // An order that takes longer to execute holds no place; it is asked about.
    private static final Duration SETTLING = Duration.ofMillis(500);

    private final ConnectionFactory connections;
    private final Node node;
    private final Map<String, BlockingQueue<String>> waiting = new ConcurrentHashMap<>();
    private final Map<String, BankSettings> banks = new ConcurrentHashMap<>();

    BankLines(@Qualifier("pooledConnectionFactory") ConnectionFactory connections, Node node) {
        this.connections = connections;
        this.node = node;
    }

    /** Where a bank answers this node. */
    public String replies(String bank) {
        return "bank." + bank + ".replies." + node.id();
    }

    /** From the settings of a counterparty of kind bank; its schemas are read once. */
    public BankSettings settings(String id, CounterpartySettings settings) {
        return banks.computeIfAbsent(
                id,
                key -> {
                    var messages = new Messages(settings.bank().messages());
                    var iso = new Iso20022(messages);
                    return new BankSettings(
                            new Line(id, settings.queue(), iso, settings.answerTimeout()),
                            messages,
                            settings.bank().bic(),
                            day(settings.bank().operationalDay()),
                            new OrderStatuses(settings.bank().finalStatus()));
                });
    }

    private static OperationalDay day(CounterpartySettings.Hours hours) {
        return new OperationalDay(
                hours.cutOff(), hours.workingDays(), HolidayCalendar.of(hours.holidays()));
    }

    /** The route's step; never fails, since a bad answer is no better when it comes again. */
    public void accept(Message message) {
        String correlation = message.getHeader("JMSCorrelationID", "", String.class);
        BlockingQueue<String> waits = waiting.get(correlation);
        if (waits == null) {
            LOG.debug("an answer of a bank that nobody waits for");
            return;
        }
        // Before the body is looked at: a long one isn't even fetched.
        boolean tooLong = message.getHeader(LARGE_SIZE, 0L, Long.class) > 2L * Iso20022.LIMIT_BYTES;
        String text = tooLong ? TOO_LONG : message.getBody(String.class);
        if (!waits.offer(text == null ? TOO_LONG : text)) {
            LOG.warn("a bank answers one request too often");
        }
    }

    /** What an answer means to whoever asked. */
    enum Meaning {
        SETTLED,
        /** The bank has the request and says so. */
        WORKING,
        /** About something else. */
        NOTHING
    }

    /** Reads the meaning of an answer. */
    interface Judge {
        Meaning of(Iso20022.Read answer);
    }

    /**
     * Sends and waits; never throws for what the network or the bank does. Holds a virtual thread
     * at most.
     *
     * @param stillWanted asked once just before the message leaves
     */
    BankExchange call(
            Line line, String xml, boolean durable, BooleanSupplier stillWanted, Judge judge) {
        String correlation = UUID.randomUUID().toString();
        var answers = new ArrayBlockingQueue<String>(ANSWERS);
        waiting.put(correlation, answers);
        try {
            return failedToSend(line, xml, durable, correlation, stillWanted)
                    .orElseGet(() -> await(line, answers, judge));
        } finally {
            waiting.remove(correlation);
        }
    }

    /**
     * A bank's queue.
     *
     * @param timeout a request expires then, unless the bank has it
     */
    record Line(String bank, String queue, Iso20022 iso, Duration timeout) {

        Line within(Duration other) {
            return new Line(bank, queue, iso, other);
        }
    }

    private Optional<BankExchange> failedToSend(
            Line line,
            String xml,
            boolean durable,
            String correlation,
            BooleanSupplier stillWanted) {
        boolean leaving = false;
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer =
                        session.createProducer(session.createQueue(line.queue))) {
            var message = session.createTextMessage(xml);
            message.setJMSCorrelationID(correlation);
            message.setJMSReplyTo(session.createQueue(replies(line.bank)));
            producer.setDeliveryMode(
                    durable ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
            producer.setTimeToLive(line.timeout.toMillis());
            if (!stillWanted.getAsBoolean()) {
                return Optional.of(new BankExchange.NotWanted());
            }
            leaving = true;
            producer.send(message);
            return Optional.empty();
        } catch (JMSException e) {
            return Optional.of(
                    leaving
                            ? new BankExchange.NoAnswer(e.toString())
                            : new BankExchange.NothingSent(e.toString()));
        }
    }

    private static BankExchange await(Line line, BlockingQueue<String> answers, Judge judge) {
        long end = System.nanoTime() + line.timeout.toNanos();
        BankExchange soFar = new BankExchange.NoAnswer("no answer in " + line.timeout);
        try {
            while (true) {
                String answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    return soFar;
                }
                Iso20022.Read read = line.iso.read(answer);
                if (read.family().equals(Messages.REJECTION)) {
                    return orWorking(
                            soFar,
                            new BankExchange.Rejected(
                                    read.root().text("Rsn/RjctgPtyRsn")
                                            + " "
                                            + read.root().text("Rsn/RsnDesc")));
                }
                switch (judge.of(read)) {
                    case SETTLED -> {
                        return new BankExchange.Answered(read);
                    }
                    case WORKING -> {
                        soFar = new BankExchange.Working();
                        end = Math.min(end, System.nanoTime() + SETTLING.toNanos());
                    }
                    case NOTHING -> LOG.warn("{} answers something else", line.bank);
                }
            }
        } catch (MalformedMessage e) {
            return orWorking(
                    soFar, new BankExchange.NoAnswer("an unusable answer: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new BankExchange.NoAnswer("interrupted");
        }
    }

    /** A bank that took a request in doesn't undo that with a message about messages. */
    private static BankExchange orWorking(BankExchange soFar, BankExchange otherwise) {
        return soFar instanceof BankExchange.Working ? soFar : otherwise;
    }
}
