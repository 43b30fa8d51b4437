package kz.nusqau.proof;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import kz.nusqau.proof.Errand.Ending;
import kz.nusqau.proof.Errand.Wish;
import kz.nusqau.simulator.smsc.Delivery;
import kz.nusqau.simulator.smsc.Smsc;
import org.awaitility.Awaitility;

/**
 * Subscribers of the sandbox world who come at a steady rate, whatever the state of the hub, and
 * run one errand each. Which errand is drawn from the seed.
 */
final class Crowd implements AutoCloseable {

    private static final long FIRST_NUMBER = 77_010_000_000L;

    /** Up to which draw each errand is the one. */
    private static final Map<Double, Wish> MIX =
            new TreeMap<>(
                    Map.of(
                            0.15, Wish.BALANCE,
                            0.30, Wish.SINGLE_PAYMENT,
                            0.45, Wish.WATER,
                            0.60, Wish.TOP_UP,
                            0.70, Wish.SEND,
                            0.85, Wish.WALLET,
                            1.00, Wish.BILL));

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Smsc smsc;
    private final int mostAtATime;
    private final Random random;
    private final Map<String, Errand> errands = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final Queue<String> strangers = new ConcurrentLinkedQueue<>();
    private final ScheduledFuture<?> coming;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon(true).name("crowd").factory());

    /**
     * @param perSecond how many come
     * @param mostAtATime no more come while so many are still waiting
     */
    Crowd(Smsc smsc, int perSecond, int mostAtATime, long seed) {
        this.smsc = smsc;
        this.mostAtATime = mostAtATime;
        this.random = new Random(seed);
        smsc.onMessage(message -> read(message.destination(), message.text()));
        this.coming =
                clock.scheduleAtFixedRate(
                        this::come, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
    }

    private void come() {
        if (waiting() >= mostAtATime) {
            return;
        }
        String msisdn = Long.toString(FIRST_NUMBER + started.getAndIncrement());
        var errand = new Errand(msisdn, wish(random.nextDouble()), new CrowdPhone(msisdn));
        errands.put(msisdn, errand);
        errand.start();
    }

    private static Wish wish(double drawn) {
        return MIX.entrySet().stream()
                .filter(each -> drawn < each.getKey())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private void read(String msisdn, String text) {
        Errand errand = errands.get(msisdn);
        if (errand == null) {
            strangers.add(msisdn + ": " + text);
        } else {
            errand.read(text);
        }
    }

    /** Nobody comes any more; those who wait go on waiting. */
    void stopComing() {
        coming.cancel(false);
    }

    int waiting() {
        return started.get() - finished.get();
    }

    int finished() {
        return finished.get();
    }

    /** Waits until so many more have been served. */
    void awaitServed(int more, Duration within) {
        int goal = finished() + more;
        Awaitility.await(more + " more served")
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> finished() >= goal);
    }

    Collection<Errand> errands() {
        return errands.values();
    }

    /** Messages to phones that never sent a text. */
    List<String> strangers() {
        return List.copyOf(strangers);
    }

    /** How the errands ended, for the report. */
    String summary() {
        Map<String, Long> endings =
                errands.values().stream()
                        .collect(Collectors.groupingBy(Crowd::kind, Collectors.counting()));
        int repeated = errands.values().stream().mapToInt(Errand::repeated).sum();
        int early = errands.values().stream().mapToInt(Errand::tooEarly).sum();
        return "%d errands: %s; messages that came again: %d, answers that came too early: %d"
                .formatted(errands.size(), endings, repeated, early);
    }

    private static String kind(Errand errand) {
        return errand.ending()
                .map(
                        ending ->
                                switch (ending) {
                                    case Ending.Told told -> "told";
                                    case Ending.Paid paid -> "paid";
                                    case Ending.NotPaid(var text) -> text;
                                })
                .orElse("unfinished");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private final class CrowdPhone implements Errand.Phone {

        private final String msisdn;

        private CrowdPhone(String msisdn) {
            this.msisdn = msisdn;
        }

        @Override
        public Delivery send(String shortCode, String text) {
            return smsc.deliver(msisdn, shortCode, text);
        }

        @Override
        public void finished() {
            finished.incrementAndGet();
        }

        @Override
        public void sendLater(String shortCode, String text) {
            clock.schedule(() -> send(shortCode, text), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
