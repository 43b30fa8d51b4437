package kz.nusqau.sms;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kz.nusqau.sms.smpp.SubmitExpired;
import kz.nusqau.sms.smpp.SubmitNotSent;
import kz.nusqau.sms.smpp.SubmitSm;
import kz.nusqau.sms.smpp.SubmitUnanswered;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;
import org.jsmpp.extra.NegativeResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The queue between the outbox and the routes {@code sms-out}: what becomes of a part is known when
 * its exchange ends, wherever in the route that is.
 */
@Component
class SmsOutQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SmsOutQueue.class);

    private final CamelContext camel;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    SmsOutQueue(CamelContext camel) {
        this.camel = camel;
    }

    /** Ends in exactly one call of {@code whenDone}, unless the process ends before. */
    void put(OutgoingPart part, Consumer<PartOutcome> whenDone) {
        var text = part.text();
        var name = text.link().queueFor(text.sender());
        if (name.isEmpty()) {
            whenDone.accept(StatusPolicy.notSent("no bind for " + text.sender() + " is bound"));
            return;
        }
        var queue = queues.computeIfAbsent(name.get(), this::open);
        var exchange = queue.endpoint.createExchange();
        exchange.getIn().setBody(part);
        var once = new AtomicBoolean();
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                if (once.compareAndSet(false, true)) {
                                    whenDone.accept(outcome(done, part));
                                }
                            }
                        });
        try {
            queue.producer.process(exchange);
        } catch (Exception e) {
            if (once.compareAndSet(false, true)) {
                whenDone.accept(StatusPolicy.notSent(e.toString()));
            }
        }
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
        if (done.getException(SubmitUnanswered.class) != null) {
            return StatusPolicy.unanswered(String.valueOf(failure.getMessage()), attempts);
        }
        if (done.getException(SubmitNotSent.class) != null) {
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

    private Queue open(String link) {
        // The same options as in the route, or Camel refuses one of the two.
        var endpoint = camel.getEndpoint("seda:sms-out-" + link + "?queueFactory=#smsOutQueues");
        try {
            var producer = endpoint.createProducer();
            ServiceHelper.startService(producer);
            return new Queue(endpoint, producer);
        } catch (Exception e) {
            throw new IllegalStateException("no queue for link " + link, e);
        }
    }

    private record Queue(Endpoint endpoint, Producer producer) {}
}
