package kz.nusqau.bench;

/**
 * Balances of bank accounts by text: {@code BankBalance [rounds] [seconds per measurement] [texts
 * open]}. Every phone asks for its own accounts; questions that come close together share a message
 * to the bank.
 */
public final class BankBalance {

    private static final String NAME = "bank balances";
    private static final int GOAL = 1_000;

    private BankBalance() {}

    public static void main(String... arguments) {
        var plan = Plan.of(5, 10, arguments);
        int open =
                plan.more().isEmpty()
                        ? TestStand.CONCURRENT
                        : Integer.parseInt(plan.more().getFirst());
        var figures = new Figures();
        try (var stand = TestStand.start()) {
            var question = stand.work().bankBalance(TestStand.PHONES);
            stand.warmUp(question, open, plan.warmUp());
            stand.hub().checkpoint();
            plan.eachRound(() -> stand.measure(NAME, question, open, plan.measured(), figures));
            figures.print();
            figures.printGoal(NAME + "/s", GOAL);
            stand.printSurprises();
        }
        System.exit(0);
    }
}
