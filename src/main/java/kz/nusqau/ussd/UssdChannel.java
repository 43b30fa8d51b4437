package kz.nusqau.ussd;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kz.nusqau.mailbox.OutboundChannel;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.PartSubmitted;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.Status;
import kz.nusqau.sms.smpp.SubmitSm;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.support.service.ServiceHelper;
import org.jsmpp.extra.NegativeResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Takes screens from the outbox to the session on which their dialogue came. One that can't leave
 * there is given up: the outbox says so, and what matters leaves as a text.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UssdChannel implements OutboundChannel {

    private static final Logger LOG = LoggerFactory.getLogger(UssdChannel.class);
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final int STORE_AGAIN_SECONDS = 2;

    private final Dialects dialects;
    private final ScreenTable screens;
    private final Outbox outbox;
    private final CamelContext camel;
    private final int capacity;
    private final Map<String, AsyncProducer> producers = new HashMap<>();
    private final AtomicInteger inMemory = new AtomicInteger();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("ussd-out").daemon(true).factory());

    UssdChannel(
            Dialects dialects,
            ScreenTable screens,
            Outbox outbox,
            CamelContext camel,
            UssdProperties properties) {
        this.dialects = dialects;
        this.screens = screens;
        this.outbox = outbox;
        this.camel = camel;
        this.capacity = properties.capacity();
    }

    @Override
    public boolean serves(String link) {
        return Screen.isLink(link);
    }

    @Override
    public int room(String link) {
        return dialects.bindOf(Screen.sessionOf(link)).isPresent()
                ? Math.max(0, capacity - inMemory.get())
                : 0;
    }

    /** Not on the caller's thread: its transaction has just ended, and its connection is in use. */
    @Override
    public void take(List<OutboundMessage> messages) {
        inMemory.addAndGet(messages.size());
        try {
            thread.execute(() -> send(messages));
        } catch (RejectedExecutionException e) {
            inMemory.addAndGet(-messages.size());
            throw e;
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(2, TimeUnit.SECONDS);
    }

    private void send(List<OutboundMessage> messages) {
        Map<UUID, Screen> found;
        try {
            found = screens.of(messages.stream().map(message -> message.text().id()).toList());
        } catch (RuntimeException e) {
            LOG.warn("{} screens come again: {}", messages.size(), e.toString());
            messages.forEach(message -> later(message.text().id(), e.toString()));
            return;
        }
        for (OutboundMessage message : messages) {
            var screen = found.get(message.text().id());
            if (screen == null) {
                refused(message.text().id(), "its dialogue is forgotten");
            } else {
                send(message, screen);
            }
        }
    }

    private void send(OutboundMessage message, Screen screen) {
        var bind = dialects.bindOf(screen.session());
        if (bind.isEmpty()) {
            refused(screen.message(), "the session of its dialogue is gone");
            return;
        }
        try {
            send(bind.get(), message, screen);
        } catch (Exception e) {
            LOG.error("screen {} failed in its route", screen.message(), e);
            refused(screen.message(), e.toString());
        }
    }

    private void send(Bind bind, OutboundMessage message, Screen screen) throws Exception {
        var producer = producer(bind.settings().id());
        var exchange = producer.getEndpoint().createExchange();
        exchange.getIn().setBody(new OutgoingScreen(message, screen, dialects.of(screen.link())));
        exchange.getIn().setHeader(SubmitSm.SESSION, screen.session());
        producer.process(exchange, synchronously -> ended(exchange, message, screen));
    }

    /** Made once, on the one thread that sends. */
    private AsyncProducer producer(String bind) throws Exception {
        var known = producers.get(bind);
        if (known != null) {
            return known;
        }
        var made = camel.getEndpoint("direct:ussd-out-" + bind).createAsyncProducer();
        ServiceHelper.startService(made);
        producers.put(bind, made);
        return made;
    }

    private void ended(Exchange done, OutboundMessage message, Screen screen) {
        var failure = done.getException();
        if (failure == null) {
            submitted(message, screen, done);
            return;
        }
        var refusal = done.getException(NegativeResponseException.class);
        boolean busy =
                refusal != null
                        && (refusal.getCommandStatus() == Status.THROTTLED
                                || refusal.getCommandStatus() == Status.MESSAGE_QUEUE_FULL);
        if (busy) {
            later(screen.message(), String.valueOf(failure.getMessage()));
        } else {
            refused(screen.message(), String.valueOf(failure.getMessage()));
        }
    }

    private void submitted(OutboundMessage message, Screen screen, Exchange done) {
        String id = messageId(done);
        var part =
                new PartSubmitted(
                        screen.message(),
                        1,
                        1,
                        message.text().link(),
                        id,
                        id,
                        done.getMessage().getHeader(SubmitSm.LEFT_AT, Instant.class));
        untilStored(() -> outbox.submitted(part));
    }

    private static String messageId(Exchange done) {
        return done.getMessage().getHeader(SmppConstants.ID) instanceof Iterable<?> ids
                        && ids.iterator().hasNext()
                ? String.valueOf(ids.iterator().next())
                : "";
    }

    private void later(UUID message, String reason) {
        untilStored(() -> outbox.retryLater(message, AGAIN, reason));
    }

    private void refused(UUID message, String reason) {
        untilStored(() -> outbox.refused(message, reason));
    }

    private void untilStored(Supplier<CompletableFuture<Void>> store) {
        var unused =
                store.get()
                        .whenComplete(
                                (nothing, failure) -> {
                                    if (failure == null) {
                                        inMemory.decrementAndGet();
                                    } else {
                                        CompletableFuture.delayedExecutor(
                                                        STORE_AGAIN_SECONDS, TimeUnit.SECONDS)
                                                .execute(() -> untilStored(store));
                                    }
                                });
    }
}
