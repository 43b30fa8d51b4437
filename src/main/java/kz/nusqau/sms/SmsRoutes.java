package kz.nusqau.sms;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import kz.nusqau.mailbox.LeaseListener;
import kz.nusqau.mailbox.Leases;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.Binds;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes the routes of the configured binds from the templates in {@code routes/}: one {@code
 * sms-out} per queue of texts, one {@code sms-in} per session slot that this node holds; {@code
 * ussd-out} for the binds of USSD gateways, and {@code ussd-in} for those that carry no texts.
 */
@Component
class SmsRoutes implements CamelContextConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SmsRoutes.class);
    private static final int STOP_WITHIN_SECONDS = 15;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    /** Camel's list of routes is not made for several who change it. */
    private static final ReentrantLock CHANGING_ROUTES = new ReentrantLock();

    private final Binds binds;
    private final SmsLinks links;
    private final Leases leases;

    SmsRoutes(Binds binds, SmsLinks links, Leases leases) {
        this.binds = binds;
        this.links = links;
        this.leases = leases;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // The templates are not loaded yet.
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        for (var bind : binds.all()) {
            var settings = bind.settings();
            if (settings.ussd() != null) {
                addSender(camel, "ussd-out", Map.of("bind", settings.id()));
            }
            links.queueOf(settings.id())
                    .ifPresent(
                            queue ->
                                    addSender(
                                            camel,
                                            "sms-out",
                                            Map.of("bind", settings.id(), "link", queue)));
        }
    }

    /** Not before Camel has started: it goes through its routes then, and these add to them. */
    @EventListener
    void bind(ApplicationStartedEvent started) {
        var camel = started.getApplicationContext().getBean(CamelContext.class);
        for (var bind : binds.all()) {
            var settings = bind.settings();
            leases.join("smpp/" + settings.id(), settings.sessions(), new Slots(camel, bind));
        }
    }

    private static void addSender(
            CamelContext camel, String template, Map<String, Object> parameters) {
        String id = template + "-" + parameters.get("bind");
        try {
            add(camel, id, template, parameters);
        } catch (Exception e) {
            throw new IllegalStateException("route " + id, e);
        }
    }

    private static void add(
            CamelContext camel, String id, String template, Map<String, Object> parameters)
            throws Exception {
        CHANGING_ROUTES.lock();
        try {
            if (camel.getRoute(id) == null) {
                camel.addRouteFromTemplate(id, template, parameters);
            }
            var status = camel.getRouteController().getRouteStatus(id);
            if (status != null && status.isStartable()) {
                // A supervising controller leaves alone what is added while the context starts.
                camel.getRouteController().startRoute(id);
            }
        } finally {
            CHANGING_ROUTES.unlock();
        }
    }

    private static void remove(CamelContext camel, String id) throws Exception {
        CHANGING_ROUTES.lock();
        try {
            camel.removeRoute(id);
        } finally {
            CHANGING_ROUTES.unlock();
        }
    }

    /**
     * The session slots of one bind on this node. Opening and closing takes a thread of its own, a
     * light one: most of the time it has nothing to do.
     */
    private static final class Slots implements LeaseListener {

        private final CamelContext camel;
        private final Bind bind;
        private final Set<Integer> wanted = ConcurrentHashMap.newKeySet();
        private final Set<Integer> open = ConcurrentHashMap.newKeySet();
        private final ScheduledExecutorService thread;

        Slots(CamelContext camel, Bind bind) {
            this.camel = camel;
            this.bind = bind;
            this.thread =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofVirtual()
                                    .name("smpp-slots-" + bind.settings().id())
                                    .factory());
        }

        @Override
        public void gained(int index, long epoch) {
            wanted.add(index);
            adjust(index, Duration.ZERO);
        }

        @Override
        public void lost(int index) {
            wanted.remove(index);
            adjust(index, Duration.ZERO);
        }

        @Override
        public boolean mayRelease(int index) {
            if (!open.contains(index)) {
                return true;
            }
            wanted.remove(index);
            adjust(index, Duration.ZERO);
            return false;
        }

        private void adjust(int index, Duration after) {
            var unused =
                    thread.schedule(() -> adjust(index), after.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void adjust(int index) {
            try {
                if (wanted.contains(index) && !open.contains(index)) {
                    open(index);
                    open.add(index);
                } else if (!wanted.contains(index) && open.contains(index)) {
                    close(index);
                    open.remove(index);
                }
            } catch (Exception e) {
                if (!camel.isStopping() && !camel.isStopped()) {
                    LOG.error(
                            "{} can't be opened or closed; tried again in {}",
                            bind.settings().slot(index),
                            TRY_AGAIN,
                            e);
                    adjust(index, TRY_AGAIN);
                }
            }
        }

        private void open(int index) throws Exception {
            if (bind.settings().type().receives()) {
                add(
                        camel,
                        routeId(index),
                        template(),
                        Map.of("bind", bind.settings().id(), "slot", index));
            } else {
                bind.hold(index);
            }
        }

        private void close(int index) throws Exception {
            if (bind.settings().type().receives()) {
                camel.getRouteController()
                        .stopRoute(routeId(index), STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
                remove(camel, routeId(index));
            } else {
                bind.release(index);
            }
        }

        private String template() {
            return bind.settings().carriesTexts() ? "sms-in" : "ussd-in";
        }

        private String routeId(int index) {
            return template() + "-" + bind.settings().id() + "-" + index;
        }
    }
}
