package kz.nusqau.proof;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import kz.nusqau.proof.Errand.Ending;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.bank.Account;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Transfer;
import kz.nusqau.simulator.smsc.Delivery;
import kz.nusqau.simulator.world.Amount;
import org.awaitility.Awaitility;

/**
 * Subscribers of the sandbox world who come at a steady rate, whatever the state of the hub, and
 * run one errand each. Which errand is drawn from the seed.
 */
final class Crowd implements AutoCloseable {

    private static final long FIRST_NUMBER = 77_010_000_000L;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long SPREAD = 37;
    private static final long LONGEST_AFTER_MILLIS = 300;

    /** Too little is left for what is to be paid. */
    private static final Amount SPENT = Amount.tenge(5_000);

    private final Simulator simulator;
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
    Crowd(Simulator simulator, int perSecond, int mostAtATime, long seed) {
        this.simulator = simulator;
        this.mostAtATime = mostAtATime;
        this.random = new Random(seed);
        simulator.smsc().onMessage(message -> read(message.destination(), message.text()));
        this.coming =
                clock.scheduleAtFixedRate(
                        this::come, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
    }

    private void come() {
        if (waiting() >= mostAtATime) {
            return;
        }
        String msisdn = Long.toString(FIRST_NUMBER + started.getAndIncrement());
        var errand = new Errand(msisdn, Wish.of(random.nextInt(100)), new CrowdHands(msisdn));
        errands.put(msisdn, errand);
        errand.start();
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

    /** Waits until each wish was granted once: which come is drawn, and a slow hub serves few. */
    void awaitAllGranted(Duration within) {
        Awaitility.await("each wish granted once")
                .atMost(within)
                .pollInterval(Duration.ofMillis(500))
                .until(this::neverGranted, Set::isEmpty);
    }

    Collection<Errand> errands() {
        return errands.values();
    }

    /** Messages to phones that never sent a text. */
    List<String> strangers() {
        return List.copyOf(strangers);
    }

    /** What nobody got, or got only in another way than it should be when nothing fails. */
    Set<Wish> neverGranted() {
        Set<Wish> left = EnumSet.allOf(Wish.class);
        errands.values().stream()
                .filter(Errand::isAsWished)
                .map(Errand::wish)
                .forEach(left::remove);
        return left;
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

    private final class CrowdHands implements Errand.Hands {

        private final String msisdn;

        private CrowdHands(String msisdn) {
            this.msisdn = msisdn;
        }

        @Override
        public Delivery send(String shortCode, String text) {
            String told =
                    text.replace("{kaspi}", lastFour(simulator.kaspi().books()))
                            .replace("{halyk}", lastFour(simulator.halyk().books()))
                            .replace("{another}", othersIban());
            return simulator.smsc().deliver(msisdn, shortCode, told);
        }

        private String lastFour(BankBooks books) {
            String iban = tenge(books).iban();
            return iban.substring(iban.length() - 4);
        }

        private String othersIban() {
            return simulator.halyk().books().account(Errand.ACCOUNT_HOLDER, "KZT").iban();
        }

        private Account tenge(BankBooks books) {
            return books.account(msisdn, "KZT");
        }

        @Override
        public void sendLater(String shortCode, String text) {
            clock.schedule(() -> send(shortCode, text), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void sendAfter(Delivery other, String shortCode, String text) {
            // Not on the SMSC's own thread.
            var unused = other.outcome().thenRun(() -> clock.execute(() -> send(shortCode, text)));
        }

        @Override
        public void spendElsewhere() {
            var halyk = simulator.halyk().books();
            halyk.spend(tenge(halyk), SPENT);
        }

        @Override
        public void giveBack(String paymentNumber, long amount) {
            clock.execute(() -> giveBackNow(paymentNumber, new Amount(amount)));
        }

        private void giveBackNow(String paymentNumber, Amount amount) {
            var halyk = simulator.halyk().books();
            halyk.transfers().stream()
                    .filter(Transfer::isSettled)
                    .filter(each -> each.order().info().endsWith(" " + paymentNumber))
                    .findFirst()
                    .ifPresent(purchase -> halyk.returnPurchase(purchase, amount));
        }

        @Override
        public void finished() {
            finished.incrementAndGet();
        }
    }
}
