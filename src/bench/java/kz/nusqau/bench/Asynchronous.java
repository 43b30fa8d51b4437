package kz.nusqau.bench;

/**
 * Confirmed payments through the e-money system that answers later against the one that answers at
 * once, by turns: {@code Asynchronous [rounds] [seconds per measurement]}.
 */
public final class Asynchronous {

    private static final String AT_ONCE = "Wooppay, payments/s";
    private static final String LATER = "Kazeuromobile, payments/s";
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
                        figures.add(
                                AT_ONCE,
                                stand.perSecond(atOnce, TestStand.PAYERS, plan.measured()));
                        figures.add(
                                LATER, stand.perSecond(later, TestStand.PAYERS, plan.measured()));
                    });
            figures.print();
            figures.printRatio(LATER, AT_ONCE, GOAL);
            stand.printSurprises();
        }
        System.exit(0);
    }
}
