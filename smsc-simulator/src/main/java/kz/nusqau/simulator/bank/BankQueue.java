package kz.nusqau.simulator.bank;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.Faults;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from a broker's queue and sends answers to where they are wanted, and notices of
 * credits to a queue of their own.
 */
final class BankQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BankQueue.class);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    /** A broker that dies while it is asked leaves the asker waiting so long. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    private static final Duration TELL_AGAIN = Duration.ofMillis(200);
    private static final long ANSWER_LIFE = Duration.ofSeconds(60).toMillis();

    private final String bank;
    private final BankDesk desk;
    private final Faults faults;
    // Closing it closes its connections.
    private final ActiveMQConnectionFactory factory;
    private final Connection connection;
    private final Session sending;
    private final MessageProducer producer;
    private final Untold untold;
    private final Session telling;
    private final MessageProducer teller;
    private final Thread tellingThread;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("bank-later").daemon(true).factory());

    /** Where answers go. */
    private record Sender(Destination replyTo, @Nullable String correlation) {}

    BankQueue(
            String bank,
            String url,
            String user,
            String password,
            BankDesk desk,
            Faults faults,
            Untold untold) {
        this.bank = bank;
        this.desk = desk;
        this.faults = faults;
        this.untold = untold;
        factory = new ActiveMQConnectionFactory(url, user, password);
        try {
            factory.setReconnectAttempts(-1);
            factory.setRetryInterval(200);
            factory.setRetryIntervalMultiplier(2);
            factory.setMaxRetryInterval(LONGEST_RETRY.toMillis());
            factory.setInitialConnectAttempts(4);
            factory.setCallTimeout(LONGEST_CALL.toMillis());
            factory.setDeserializationDenyList("*");
            connection = factory.createConnection();
            sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            producer = sending.createProducer(null);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.setTimeToLive(ANSWER_LIFE);
            var receiving = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            receiving
                    .createConsumer(receiving.createQueue("bank." + bank + ".requests"))
                    .setMessageListener(this::received);
            telling = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            teller = telling.createProducer(telling.createQueue("bank." + bank + ".notices"));
            connection.start();
        } catch (JMSException e) {
            factory.close();
            throw new IllegalStateException(bank + " does not reach the broker at " + url, e);
        }
        tellingThread = Thread.ofPlatform().name(bank + "-notices").daemon(true).start(this::tell);
    }

    /** Until it is interrupted. */
    private void tell() {
        try {
            while (true) {
                tell(untold.next());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} tells nobody any more", bank);
        }
    }

    private void tell(Transfer transfer) throws InterruptedException {
        try {
            var notice = desk.notice(transfer);
            if (notice.isPresent()) {
                var fault = faults.next(BankDesk.NOTICE).orElse(null);
                if (fault instanceof CounterpartyFault.Nonsense(var body)) {
                    teller.send(telling.createTextMessage(body));
                } else if (fault instanceof CounterpartyFault.DuplicateAnswer) {
                    teller.send(telling.createTextMessage(notice.get()));
                }
                teller.send(telling.createTextMessage(notice.get()));
            }
        } catch (JMSException e) {
            LOG.debug("{} can't tell of {} yet: {}", bank, transfer.reference(), e.toString());
            untold.putBack(transfer);
            Thread.sleep(TELL_AGAIN.toMillis());
        }
    }

    private void received(Message message) {
        try {
            if (message instanceof TextMessage text && message.getJMSReplyTo() != null) {
                serve(
                        text.getText(),
                        new Sender(message.getJMSReplyTo(), message.getJMSCorrelationID()));
            }
        } catch (JMSException | RuntimeException e) {
            LOG.error("{} failed on a request", bank, e);
        }
    }

    private void serve(String xml, Sender sender) {
        BankRequest request;
        try {
            request = desk.read(xml);
        } catch (MalformedMessage e) {
            answer(sender, List.of(desk.reject("", "FF01", String.valueOf(e.getMessage()))));
            return;
        }
        faults.next(request.operation(), () -> xml)
                .ifPresentOrElse(
                        fault -> fail(fault, request, sender),
                        () -> answer(sender, performed(request)));
    }

    private List<String> performed(BankRequest request) {
        return desk.perform(request, Optional.empty(), true);
    }

    private void fail(CounterpartyFault fault, BankRequest request, Sender sender) {
        switch (fault) {
            case CounterpartyFault.Refuse(var code) ->
                    answer(sender, desk.perform(request, Optional.of(code), true));
            case CounterpartyFault.Slow(var delay) -> slowly(request, sender, delay);
            case CounterpartyFault.HeldBack(var delay) ->
                    after(delay, () -> answer(sender, performed(request)));
            case CounterpartyFault.Down down -> LOG.debug("{} loses a request", bank);
            case CounterpartyFault.AnswerLost lost -> performed(request);
            case CounterpartyFault.LateAnswer(var delay) -> {
                var answers = performed(request);
                after(delay, () -> answer(sender, answers));
            }
            case CounterpartyFault.DuplicateAnswer duplicate -> {
                performed(request);
                answer(sender, List.of(desk.duplicate(request)));
            }
            case CounterpartyFault.Nonsense(var body) -> {
                performed(request);
                answer(sender, List.of(body));
            }
            case CounterpartyFault.ServerError error ->
                    answer(
                            sender,
                            List.of(desk.reject(request.id(), "TECH", "said by a fault switch")));
            // Nobody is called back.
            case CounterpartyFault.Callback callback -> answer(sender, performed(request));
            case CounterpartyFault.Forgotten forgotten -> answer(sender, performed(request));
            case CounterpartyFault.BadSignature bad ->
                    answer(new Sender(sender.replyTo(), "somebody else's"), performed(request));
        }
    }

    /** An order is taken and says so; it is executed later. */
    private void slowly(BankRequest request, Sender sender, Duration delay) {
        if (!request.operation().equals("transfer")) {
            after(delay, () -> answer(sender, performed(request)));
            return;
        }
        answer(sender, desk.perform(request, Optional.empty(), false));
        after(delay, () -> answer(sender, desk.settle(request)));
    }

    private void after(Duration delay, Runnable task) {
        try {
            var unused =
                    later.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} closes with something to do", bank);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed on what it put off", bank, e);
        }
    }

    private void answer(Sender sender, List<String> answers) {
        synchronized (sending) {
            try {
                for (String answer : answers) {
                    var message = sending.createTextMessage(answer);
                    message.setJMSCorrelationID(sender.correlation());
                    producer.send(sender.replyTo(), message);
                }
            } catch (JMSException e) {
                LOG.warn("{} can't answer: {}", bank, e.toString());
            }
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        tellingThread.interrupt();
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.debug("{} leaves a broker that is gone", bank);
        }
        factory.close();
    }
}
