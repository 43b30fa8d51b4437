package kz.nusqau.bench;

import java.time.Duration;
import java.util.List;
import kz.nusqau.OutsideWorld;
import kz.nusqau.simulator.Simulator;

/**
 * What everybody else still gets while a counterparty is dead and its own customers go on asking:
 * payments through Wooppay and balances, with all well and with one dead by turns: {@code Bulkhead
 * [rounds] [seconds per measurement]}. What the own customers' texts cost counts against the hub:
 * with all well there are none, or a dying counterparty would look like a gain.
 */
public final class Bulkhead {

    /** Texts a second that need the counterparty. */
    private static final int OWN = 20;

    private static final double GOAL = 0.95;
    private static final List<String> FIGURES = List.of("payments/s", "balances/s");

    private final Plan plan;
    private final TestStand stand;
    private final List<Death> deaths;
    private final Figures figures = new Figures();

    private Bulkhead(Plan plan, TestStand stand, Relay kazeuromobile) {
        this.plan = plan;
        this.stand = stand;
        var payers = work(77_019_000_000L);
        var owners = work(77_019_500_000L);
        var water = payers.payment(Work.WATER);
        this.deaths =
                List.of(
                        new Death(
                                "Kazeuromobile silent",
                                payers,
                                water,
                                kazeuromobile::fallSilent,
                                kazeuromobile::heal),
                        new Death(
                                "Kazeuromobile refusing",
                                payers,
                                water,
                                kazeuromobile::refuse,
                                kazeuromobile::heal),
                        new Death(
                                "Kaspi silent",
                                owners,
                                owners.bankBalance(TestStand.PHONES),
                                stand.simulator().kaspi()::disconnect,
                                stand::connectBanks));
    }

    private Work work(long firstNumber) {
        return new Work(stand.simulator().smsc(), stand.phones(), firstNumber, 500_000);
    }

    /**
     * How a counterparty dies and comes back.
     *
     * @param customers of its own
     * @param texts that need it
     */
    private record Death(
            String name, Work customers, Load.Work texts, Runnable strike, Runnable heal) {

        String figure(String figure) {
            return name + ": " + figure;
        }

        String figureBefore(String figure) {
            return name + ", before: " + figure;
        }
    }

    public static void main(String... arguments) {
        var plan = Plan.of(3, 10, arguments);
        var simulator = Simulator.start(TestStand.options());
        var settings = OutsideWorld.settings(simulator, TestStand.options());
        try (var relay = Relay.to(simulator.httpPort())) {
            settings.put(
                    "nusqau.counterparties.kazeuromobile.url",
                    "http://127.0.0.1:" + relay.port() + "/kazeuromobile");
            try (var stand = TestStand.on(TestStand.emptyDirectory(), simulator, settings)) {
                new Bulkhead(plan, stand, relay).run();
            }
        }
        System.exit(0);
    }

    private void run() {
        stand.warmUp(stand.work().balance(TestStand.PHONES), TestStand.CONCURRENT, plan.warmUp());
        stand.warmUp(stand.work().payment(), TestStand.PAYERS, plan.warmUp());
        stand.hub().checkpoint();
        plan.eachRound(() -> deaths.forEach(this::compare));
        figures.print();
        for (Death death : deaths) {
            for (String figure : FIGURES) {
                figures.printRatio(death.figure(figure), death.figureBefore(figure), GOAL);
            }
        }
        stand.printSurprises();
    }

    private void compare(Death death) {
        FIGURES.forEach(figure -> figures.add(death.figureBefore(figure), perSecond(figure)));
        long usual = death.customers().surprises();
        FIGURES.forEach(figure -> figures.add(death.figure(figure), beside(death, figure)));
        System.out.printf(
                "  its own customers: %d answers like \"%s\"%n",
                death.customers().surprises() - usual, death.customers().firstSurprise());
        death.heal().run();
        awaitWell(death);
    }

    private double perSecond(String figure) {
        boolean paid = figure.equals(FIGURES.getFirst());
        var result =
                stand.load(paid ? stand.work().payment() : stand.work().balance(TestStand.PHONES))
                        .closed(
                                paid ? TestStand.PAYERS : TestStand.CONCURRENT,
                                TestStand.LEVEL,
                                plan.measured());
        stand.settle();
        return result.perSecond();
    }

    /**
     * One of the figures with the counterparty's own customers beside, of whom some are in the
     * middle of something when it dies: at the beginning of what is measured.
     */
    private double beside(Death death, String figure) {
        Thread own =
                Thread.ofPlatform()
                        .name("own-customers")
                        .start(
                                () -> {
                                    var texts = stand.load(death.texts());
                                    texts.open(OWN, Duration.ZERO, TestStand.LEVEL);
                                    death.strike().run();
                                    texts.open(OWN, Duration.ZERO, plan.measured());
                                    // What a dead counterparty owes them comes when it lives again.
                                    death.customers().forget();
                                });
        double perSecond = perSecond(figure);
        join(own);
        return perSecond;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until its own customers are answered as usual: breakers close only after a while. */
    private void awaitWell(Death death) {
        for (int attempt = 0; attempt < 20; attempt++) {
            long before = death.customers().surprises();
            stand.load(death.texts()).open(4, Duration.ZERO, Duration.ofSeconds(1));
            boolean answered = stand.phones().drain(Duration.ofSeconds(10)) == 0;
            death.customers().forget();
            if (answered && death.customers().surprises() == before) {
                return;
            }
        }
        throw new IllegalStateException(death.name() + ": does not come back");
    }
}
