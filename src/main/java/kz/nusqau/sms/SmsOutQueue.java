package kz.nusqau.sms;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kz.nusqau.sms.smpp.SubmitExpired;
import kz.nusqau.sms.smpp.SubmitNotSent;
import kz.nusqau.sms.smpp.SubmitResult;
import kz.nusqau.sms.smpp.SubmitSm;
import kz.nusqau.sms.smpp.SubmitUnanswered;
import kz.nusqau.sms.smpp.WorkQueue;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.support.service.ServiceHelper;
import org.jsmpp.extra.NegativeResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The queues between the outbox and the routes {@code sms-out}: codes first, bulk last, each in the
 * order of their hand-over.
 */
@Component
class SmsOutQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SmsOutQueue.class);

    private final CamelContext camel;
    private final Map<String, WorkQueue<Waiting>> queues = new ConcurrentHashMap<>();

    SmsOutQueue(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Ends in exactly one call of {@code whenDone}, unless the process ends before.
     *
     * @param whenLate told when the SMSC accepted it and said so only after that
     */
    void put(
            OutgoingPart part,
            Consumer<PartOutcome> whenDone,
            Consumer<PartOutcome.Accepted> whenLate) {
        var text = part.text();
        var name = text.link().queueFor(text.sender());
        if (name.isEmpty()) {
            whenDone.accept(StatusPolicy.notSent("no bind for " + text.sender() + " is bound"));
            return;
        }
        queues.computeIfAbsent(name.get(), this::open).add(new Waiting(part, whenDone, whenLate));
    }

    private WorkQueue<Waiting> open(String link) {
        var route = "sms-out-" + link;
        // A route that isn't there takes nothing; others come after this part.
        var endpoint = camel.getEndpoint("direct:" + route + "?block=false");
        try {
            var producer = endpoint.createAsyncProducer();
            ServiceHelper.startService(producer);
            return new WorkQueue<>(
                    route, new PriorityBlockingQueue<>(), waiting -> send(waiting, producer));
        } catch (Exception e) {
            throw new IllegalStateException("no queue for link " + link, e);
        }
    }

    /** Waits for the bind's queue to have room, not for the answer. */
    private void send(Waiting waiting, AsyncProducer producer) {
        if (camel.isStopping() || camel.isStopped()) {
            // What is left in memory is still in the outbox.
            return;
        }
        var part = waiting.part;
        var once = new AtomicBoolean();
        try {
            var exchange = producer.getEndpoint().createExchange();
            exchange.getIn().setBody(part);
            exchange.getIn().setHeader(SubmitSm.WHEN_LATE, late(waiting));
            producer.process(
                    exchange,
                    synchronously -> {
                        if (once.compareAndSet(false, true)) {
                            waiting.whenDone.accept(outcome(exchange, part));
                        }
                    });
        } catch (RuntimeException e) {
            LOG.error("{} failed before its route", part, e);
            if (once.compareAndSet(false, true)) {
                waiting.whenDone.accept(StatusPolicy.notSent(e.toString()));
            }
        }
    }

    private static Consumer<SubmitResult.Accepted> late(Waiting waiting) {
        return accepted ->
                waiting.whenLate.accept(
                        new PartOutcome.Accepted(accepted.messageId(), accepted.leftAt()));
    }

    private static PartOutcome outcome(Exchange done, OutgoingPart part) {
        int attempts = part.text().message().attempts();
        var failure = done.getException();
        if (failure == null) {
            return new PartOutcome.Accepted(
                    messageId(done), done.getMessage().getHeader(SubmitSm.LEFT_AT, Instant.class));
        }
        var refusal = done.getException(NegativeResponseException.class);
        if (refusal != null) {
            return StatusPolicy.refused(refusal.getCommandStatus(), attempts);
        }
        var unanswered = done.getException(SubmitUnanswered.class);
        if (unanswered != null) {
            String why = String.valueOf(unanswered.getMessage());
            return unanswered.isLinkLost()
                    ? StatusPolicy.cutOff(why, attempts)
                    : StatusPolicy.unanswered(why, attempts);
        }
        if (done.getException(SubmitNotSent.class) != null
                || done.getException(DirectConsumerNotAvailableException.class) != null) {
            return StatusPolicy.notSent(String.valueOf(failure.getMessage()));
        }
        if (done.getException(TextExpired.class) != null
                || done.getException(SubmitExpired.class) != null) {
            return new PartOutcome.Failed("expired before it could be sent");
        }
        LOG.error("{} failed in its route", part, failure);
        return StatusPolicy.unanswered(failure.toString(), attempts);
    }

    private static String messageId(Exchange done) {
        return done.getMessage().getHeader(SmppConstants.ID) instanceof Iterable<?> ids
                        && ids.iterator().hasNext()
                ? String.valueOf(ids.iterator().next())
                : "";
    }

    private record Waiting(
            OutgoingPart part,
            Consumer<PartOutcome> whenDone,
            Consumer<PartOutcome.Accepted> whenLate)
            implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            return part.compareTo(other.part);
        }
    }
}
