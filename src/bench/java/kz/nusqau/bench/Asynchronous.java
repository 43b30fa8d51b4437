package kz.nusqau.bench;

/**
 * Confirmed payments through the e-money system that answers later against the one that answers at
 * once, by turns: {@code Asynchronous [rounds] [seconds per measurement]}.
 */
public final class Asynchronous {

    private static final String AT_ONCE = "Wooppay payments";
    private static final String LATER = "Kazeuromobile payments";
    private static final double GOAL = 0.70;

    private Asynchronous() {}

    public static void main(String... arguments) {
        var plan = Plan.of(5, 10, arguments);
        var figures = new Figures();
        try (var stand = TestStand.start()) {
            var atOnce = stand.work().payment(Work.ELECTRICITY);
            var later = stand.work().payment(Work.WATER);
            stand.warmUp(atOnce, TestStand.PAYERS, plan.warmUp());
            stand.warmUp(later, TestStand.PAYERS, plan.warmUp());
            stand.hub().checkpoint();
            plan.eachRound(
                    () -> {
                        measure(stand, AT_ONCE, atOnce, plan, figures);
                        measure(stand, LATER, later, plan, figures);
                    });
            figures.print();
            figures.printRatio(LATER + "/s", AT_ONCE + "/s", GOAL);
            stand.printSurprises();
        }
        System.exit(0);
    }

    private static void measure(
            TestStand stand, String name, Load.Work payment, Plan plan, Figures figures) {
        stand.measure(name, payment, TestStand.PAYERS, plan.measured(), figures);
    }
}
