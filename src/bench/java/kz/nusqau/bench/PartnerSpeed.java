package kz.nusqau.bench;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.OutsideWorld;
import kz.nusqau.simulator.Simulator;

/**
 * What one partner can ask for over the broker: {@code PartnerSpeed [rounds] [seconds per
 * measurement] [payment|texts|events ...]}, all three when none is named. Every payment is another
 * phone's, as payers' are, and its code goes out by SMPP meanwhile. Hub, database, broker, SMSC,
 * sandboxes and the partner share this machine.
 */
public final class PartnerSpeed {

    static final String PARTNER = "demo-shop";
    private static final String PAYMENT = "payment.create";
    private static final String TEXTS = "message.send";

    /** Requests without a reply at a time. */
    private static final int OPEN = 512;

    /** Sendings that go on at a time, each a part after the other. */
    private static final int LINES = 4;

    /** That wait for their payers when the partner is suspended: each ends with an event. */
    private static final int PENDING = 20_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double SHARE = 0.7;

    private final TestStand stand;
    private final PartnerSystem partner;
    private final PartnerWork work;
    private final Plan plan;
    private final Set<String> parts;
    private final Figures figures = new Figures();

    private PartnerSpeed(TestStand stand, PartnerSystem partner, Plan plan) {
        this.stand = stand;
        this.partner = partner;
        this.work = new PartnerWork(partner, stand.phones());
        this.plan = plan;
        this.parts =
                plan.more().isEmpty()
                        ? Set.of("payment", "texts", "events")
                        : Set.copyOf(plan.more());
    }

    public static void main(String... arguments) throws JMSException {
        var plan = Plan.of(5, 10, arguments);
        var options = TestStand.options();
        var simulator = Simulator.start(options);
        Map<String, Object> settings = new HashMap<>(OutsideWorld.settings(simulator, options));
        settings.putAll(unlimited());
        // Payments that nobody confirmed end after the measurements, not in the middle of them.
        settings.put("nusqau.confirmation.expiry-grace", "2h");
        try (var stand = TestStand.on(TestStand.emptyDirectory(), simulator, settings);
                var partner =
                        PartnerSystem.connect(
                                stand.hub().brokerUrl(),
                                PARTNER,
                                stand.hub().secret("partner-" + PARTNER))) {
            var speed = new PartnerSpeed(stand, partner, plan);
            speed.warmUp();
            plan.eachRound(speed::measure);
            speed.print();
        }
        System.exit(0);
    }

    /** So that what is measured is the hub, and not what a partner agreed to. */
    private static Map<String, Object> unlimited() {
        String limits = "nusqau.partners." + PARTNER + ".limits.";
        return Map.of(
                "nusqau.broker.partners",
                PARTNER,
                "nusqau.partners." + PARTNER + ".name",
                "Demo Shop",
                "nusqau.partners." + PARTNER + ".senders",
                "7701",
                limits + "rate",
                1_000_000,
                limits + "open",
                10_000_000,
                limits + "recipients",
                10_000_000,
                limits + "sendings",
                1_000,
                limits + "unsent",
                100_000_000);
    }

    private void warmUp() {
        if (parts.contains("payment") || parts.contains("events")) {
            stand.warmUp(work.payment(), OPEN, plan.warmUp());
        }
        if (parts.contains("texts")) {
            stand.warmUp(work.knownReaders(), LINES, plan.warmUp());
        }
        stand.hub().checkpoint();
    }

    private void measure() {
        if (parts.contains("payment")) {
            measurePayments();
        }
        if (parts.contains("texts")) {
            measureTexts("known phones", work.knownReaders());
            measureTexts("new phones", work.strangers());
        }
        if (parts.contains("events")) {
            measureEvents();
        }
    }

    private void measurePayments() {
        var payments = stand.load(work.payment());
        var peak =
                stand.hub()
                        .accounted(
                                PAYMENT,
                                figures,
                                () -> payments.closed(OPEN, TestStand.LEVEL, plan.measured()));
        stand.settle();
        figures.add(PAYMENT + " to pending/s", peak.perSecond());
        var calm = payments.open(peak.perSecond() * SHARE, TestStand.LEVEL, plan.measured());
        stand.settle();
        figures.addLatency(PAYMENT + " at 70 %", calm);
    }

    private void measureTexts(String to, Load.Work part) {
        String name = TEXTS + " to " + to;
        var texts = stand.load(part);
        var sent =
                stand.hub()
                        .accounted(
                                name + ", a part",
                                figures,
                                () -> texts.closed(LINES, TestStand.LEVEL, plan.measured()));
        stand.settle();
        work.requireAllTexts();
        figures.add(name + ": recipients/s", sent.perSecond() * PartnerWork.PART);
    }

    /**
     * The partner is suspended while many of its payments wait, so that each ends with an event.
     * All of them wait on disk, as they do while another node sends to the partner and stands
     * still; what is measured is from when it lets go to when the last one is acknowledged.
     */
    private void measureEvents() {
        stand.load(work.payment()).exactly(PENDING, OPEN);
        stand.settle();
        long events;
        long start;
        Duration hubBefore;
        Duration databaseBefore;
        try (var other = stand.hub().database().connectAsAdministrator();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM partner.stream FOR UPDATE");
            stand.hub().act("/api/partners/" + PARTNER + "/suspend");
            try (var count =
                    statement.executeQuery(
                            "SELECT count(*) FROM partner.outgoing"
                                    + " WHERE channel = 'events' AND sent_at IS NULL")) {
                count.next();
                events = count.getLong(1);
            }
            hubBefore = stand.hub().processorTime();
            databaseBefore = stand.hub().databaseProcessorTime();
            start = System.nanoTime();
            other.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (events < PENDING / 2) {
            partner.surprised("%d events of %d payments".formatted(events, PENDING));
        }
        long before = partner.events();
        awaitEvents(before + events);
        double seconds = (System.nanoTime() - start) / 1e9;
        figures.add("events/s to one partner", events / seconds);
        figures.add("event: hub us", micros(stand.hub().processorTime(), hubBefore) / events);
        figures.add(
                "event: database us",
                micros(stand.hub().databaseProcessorTime(), databaseBefore) / events);
        stand.hub().act("/api/partners/" + PARTNER + "/resume");
        awaitEvents(before + events + 1);
        stand.settle();
    }

    private static double micros(Duration now, Duration before) {
        return now.minus(before).toNanos() / 1e3;
    }

    private void awaitEvents(long wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (partner.events() < wanted && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        if (partner.events() < wanted) {
            partner.surprised("%d events instead of %d".formatted(partner.events(), wanted));
        }
        stand.hub().check();
    }

    private void print() {
        figures.print();
        if (parts.contains("payment")) {
            figures.printGoal(PAYMENT + " to pending/s", 2_000);
        }
        if (parts.contains("texts")) {
            figures.printGoal(TEXTS + " to known phones: recipients/s", 5_000);
        }
        if (parts.contains("events")) {
            figures.printGoal("events/s to one partner", 5_000);
        }
        System.out.printf(
                "unexpected replies, events and texts: %d %s%n",
                partner.surprises(), partner.firstSurprise());
    }
}
