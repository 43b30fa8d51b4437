package kz.nusqau.sms.smpp;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kz.nusqau.simulator.smsc.Smsc;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The routes of texts on a bind of their own, with beans of the test behind and before them. */
final class BindUnderTest implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);

    final Bind bind;
    final BlockingQueue<Delivery> late = new LinkedBlockingQueue<>();
    final BlockingQueue<String> sessions = new LinkedBlockingQueue<>();
    final BlockingQueue<UUID> sessionIds = new LinkedBlockingQueue<>();
    final BlockingQueue<String> reachable = new LinkedBlockingQueue<>();
    private final CamelContext camel = new DefaultCamelContext();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AsyncProducer producer;
    private final WorkQueue<Outgoing> outgoing =
            new WorkQueue<>("outgoing", new LinkedBlockingQueue<>(), this::process);

    private record Outgoing(SubmitSm message, CompletableFuture<Exchange> ended) {}

    BindUnderTest(Smsc smsc, Function<Delivery, CompletableFuture<Void>> inbox) throws Exception {
        this(ABind.to(smsc.port()), inbox);
    }

    BindUnderTest(ABind given, Function<Delivery, CompletableFuture<Void>> inbox) throws Exception {
        var settings = given.settings();
        bind = new Bind(settings, new Listening(), clock, new SimpleMeterRegistry());
        camel.addComponent("smpp", new BindComponent(new Binds(java.util.List.of(bind))));
        camel.getRegistry().bind("smsInbox", new Inbox(inbox));
        camel.getRegistry().bind("smsOutbox", new Outbox());
        camel.start();
        for (var file : new String[] {"failures", "sms-in", "sms-out"}) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            ResourceHelper.resolveResource(
                                    camel, "file:routes/" + file + ".camel.yaml"));
        }
        for (int slot = 0; settings.type().receives() && slot < settings.sessions(); slot++) {
            camel.addRouteFromTemplate(
                    "sms-in-" + slot, "sms-in", Map.of("bind", settings.id(), "slot", slot));
        }
        if (settings.type().transmits()) {
            camel.addRouteFromTemplate(
                    "sms-out", "sms-out", Map.of("bind", settings.id(), "link", "operator"));
        }
        for (int slot = 0; !settings.type().receives() && slot < settings.sessions(); slot++) {
            bind.hold(slot);
        }
        producer = camel.getEndpoint("direct:sms-out-operator").createAsyncProducer();
        producer.start();
    }

    /** The SMSC knows of a session a moment earlier than this side does. */
    void awaitBound(int sessions) {
        await().atMost(SOON).until(() -> bind.boundSessions() == sessions);
    }

    /** Submits through the route; completes as the exchange ends. */
    CompletableFuture<Exchange> submit(SubmitSm message) {
        var ended = new CompletableFuture<Exchange>();
        outgoing.add(new Outgoing(message, ended));
        return ended;
    }

    private void process(Outgoing next) {
        var exchange = producer.getEndpoint().createExchange();
        exchange.getIn().setBody(next.message);
        producer.process(exchange, synchronously -> next.ended.complete(exchange));
    }

    void restartRoutes() throws Exception {
        for (var route : camel.getRoutes()) {
            camel.getRouteController().stopRoute(route.getId(), 5, TimeUnit.SECONDS);
        }
        for (var route : camel.getRoutes()) {
            camel.getRouteController().startRoute(route.getId());
        }
    }

    @Override
    public void close() {
        camel.getShutdownStrategy().setTimeout(5);
        camel.stop();
        bind.close();
        clock.shutdownNow();
    }

    private final class Listening implements LinkListener {

        @Override
        public UUID opened(String link) {
            sessions.add("opened " + link);
            var id = UUID.randomUUID();
            sessionIds.add(id);
            return id;
        }

        @Override
        public void closed(String link, UUID session, boolean inOrder) {
            sessions.add("closed " + link + (inOrder ? " in order" : ""));
        }

        @Override
        public void reachable(String link, Address phone) {
            reachable.add(link + " " + phone.value());
        }

        @Override
        public void answeredLate(Delivery delivery) {
            late.add(delivery);
        }
    }

    public record Inbox(Function<Delivery, CompletableFuture<Void>> accept) {

        public CompletableFuture<Void> accept(Delivery delivery) {
            return accept.apply(delivery);
        }
    }

    public static final class Outbox {

        public SubmitSm write(SubmitSm message) {
            return message;
        }
    }
}
