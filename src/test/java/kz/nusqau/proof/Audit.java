package kz.nusqau.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kz.nusqau.BankHours;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.emoney.EmoneyOperation;
import org.awaitility.Awaitility;

/**
 * Holds three stories against each other: what the subscribers were told, what the sandboxes have
 * in their books, and what the hub has in its own. Collects every fault before it tells.
 */
final class Audit {

    private static final int SHOWN = 20;
    private static final int ISSUED_LENGTH = 14;

    /** What one subscriber has after an errand; the others are with somebody else. */
    private static final List<Pocket> OWN =
            List.of(
                    Pocket.ADVANCE,
                    Pocket.PROVIDER,
                    Pocket.WALLET,
                    Pocket.KASPI_TENGE,
                    Pocket.KASPI_DOLLARS,
                    Pocket.HALYK_TENGE);

    private final Simulator simulator;
    private final Sandboxes sandboxes;
    private final Crowd crowd;
    private final HubBooks hub;
    private final DayFiles dayFiles;
    private final List<String> faults = new ArrayList<>();

    Audit(Simulator simulator, Crowd crowd, HubBooks hub, DayFiles dayFiles) {
        this.simulator = simulator;
        this.sandboxes = new Sandboxes(simulator);
        this.crowd = crowd;
        this.hub = hub;
        this.dayFiles = dayFiles;
    }

    /** What a hub needs to be audited, at every hour of every day. */
    static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(BankHours.always());
        settings.put("nusqau.reconciliation.unfinished-days", true);
        settings.put("nusqau.reconciliation.fetching", false);
        return settings;
    }

    /** Waits for everybody's last answer and for the hub to be at rest; tells what is left. */
    void settle(Duration within) {
        settle(within, () -> {});
    }

    /**
     * The same with somebody who does what only people can.
     *
     * @param work done again and again
     */
    void settle(Duration within, Runnable work) {
        crowd.stopComing();
        try {
            Awaitility.await("everybody has an answer and the hub is at rest")
                    .atMost(within)
                    .pollInterval(Duration.ofMillis(250))
                    .ignoreExceptions()
                    .until(
                            () -> {
                                work.run();
                                return crowd.waiting() == 0 && hub.underWay().isEmpty();
                            });
            simulator.smsc().awaitNothingHeld(within);
        } catch (RuntimeException e) {
            // What is unfinished is found again, one by one, below.
            faults.add("not at rest within " + within + ": " + e.getMessage());
        }
    }

    /** Every fault found, at most a screenful; empty when all is well. */
    List<String> faults() {
        faults.addAll(sandboxes.faults());
        auditMoney();
        auditInstructions();
        auditTotals();
        faults.addAll(hub.underWay());
        faults.addAll(hub.faults());
        faults.addAll(dayFiles.faults());
        crowd.strangers().forEach(text -> faults.add("a message to nobody: " + text));
        crowd.errands().forEach(this::auditErrand);
        if (faults.size() <= SHOWN) {
            return faults;
        }
        var shown = new ArrayList<>(faults.subList(0, SHOWN));
        shown.add("and " + (faults.size() - SHOWN) + " more");
        return shown;
    }

    private void auditErrand(Errand errand) {
        if (errand.ending().isEmpty()) {
            faults.add("never answered: " + errand);
        }
        if (errand.isUnheard()) {
            faults.add("answered, and not heard: " + errand);
        }
        if (!errand.surprises().isEmpty()) {
            faults.add("told too much: " + errand);
        }
    }

    /** Each subscriber has exactly what they were told of. */
    private void auditMoney() {
        Map<Pocket, Map<String, Long>> found = sandboxes.changes();
        Map<String, Set<String>> numbers = paymentNumbers();
        Set<String> issued = hub.paymentNumbers();
        for (Errand errand : crowd.errands()) {
            String who = errand.msisdn();
            for (Pocket pocket : OWN) {
                expect(who, pocket, change(errand, pocket), found.get(pocket).remove(who));
            }
            for (String number : errand.paymentNumbers()) {
                Set<String> known = isIssued(number) ? issued : numbers.getOrDefault(who, Set.of());
                if (!known.contains(number)) {
                    faults.add("%s has a receipt %s, there are %s".formatted(who, number, known));
                }
            }
        }
        expect(
                Errand.PAYEE,
                Pocket.PAYEE,
                told(Pocket.PAYEE),
                found.get(Pocket.WALLET).remove(Errand.PAYEE));
        expect(
                Errand.ACCOUNT_HOLDER,
                Pocket.PAYEE_ACCOUNT,
                told(Pocket.PAYEE_ACCOUNT),
                found.get(Pocket.HALYK_TENGE).remove(Errand.ACCOUNT_HOLDER));
        found.forEach(
                (pocket, left) ->
                        left.forEach(
                                (who, amount) ->
                                        faults.add(
                                                "%s never texted, but has %d in %s"
                                                        .formatted(who, amount, pocket))));
    }

    /** Whether it is of the hub's own making: longer than those of the e-money systems. */
    private static boolean isIssued(String number) {
        return number.length() == ISSUED_LENGTH;
    }

    private static long change(Errand errand, Pocket pocket) {
        return errand.done().stream().mapToLong(order -> order.change(pocket)).sum();
    }

    private long told(Pocket pocket) {
        return crowd.errands().stream().mapToLong(errand -> change(errand, pocket)).sum();
    }

    private void expect(String who, Pocket pocket, long told, Long found) {
        if (told != Objects.requireNonNullElse(found, 0L)) {
            faults.add("%s: %s changed by %s, told of %d".formatted(who, pocket, found, told));
        }
    }

    /** Whatever was taken was spent as wanted, and the hub knows of all of it. */
    private void auditInstructions() {
        Set<String> taken = sandboxes.taken();
        Set<String> given = sandboxes.given();
        without(given, taken).forEach(each -> faults.add("given, not taken: " + each));
        without(taken, given).forEach(each -> faults.add("taken, not given: " + each));
        Set<String> settled = hub.settledPayments();
        Set<String> carriedOut = sandboxes.carriedOut();
        without(carriedOut, settled).forEach(each -> faults.add("done, not settled: " + each));
        without(settled, carriedOut).forEach(each -> faults.add("settled, not done: " + each));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    /** The hub's ledger against the books of those whom it mirrors. */
    private void auditTotals() {
        compare(
                "operator.billing",
                hub.net("operator.billing"),
                sandboxes.billing().totals().taken().tiyn());
        sandboxes
                .emoney()
                .forEach(
                        (system, books) -> {
                            var totals = books.totals();
                            compare(
                                    "emoney." + system,
                                    -hub.net("emoney." + system),
                                    totals.issued().tiyn() - totals.redeemed().tiyn());
                        });
        sandboxes
                .banks()
                .forEach(
                        (bank, books) ->
                                compare(
                                        "bank." + bank,
                                        hub.net("bank." + bank),
                                        Sandboxes.change(books, books.settlementAccount())));
        var halyk = sandboxes.banks().get("halyk");
        compare(
                "the app store's account",
                told(Pocket.APP_STORE),
                Sandboxes.change(halyk, halyk.appStoreAccount()));
    }

    private void compare(String what, long hubs, long theirs) {
        if (hubs != theirs) {
            faults.add(what + ": the hub has " + hubs + ", the counterparty " + theirs);
        }
    }

    private Map<String, Set<String>> paymentNumbers() {
        Map<String, Set<String>> numbers = new HashMap<>();
        sandboxes.emoney().values().stream()
                .flatMap(books -> books.operations().stream())
                .forEach(each -> addNumber(numbers, each));
        return numbers;
    }

    private static void addNumber(Map<String, Set<String>> numbers, EmoneyOperation operation) {
        operation
                .paymentNumber()
                .ifPresent(
                        number ->
                                numbers.computeIfAbsent(operation.msisdn(), who -> new TreeSet<>())
                                        .add(number));
    }

    /** Instructions that did what was wanted, as the counterparties know them. */
    Set<String> carriedOut() {
        return sandboxes.carriedOut();
    }

    /** What was there to be audited: a proof over nothing proves nothing. */
    String summary() {
        return crowd.summary()
                + "\n  payments of the hub: "
                + hub.payments()
                + "\n  charges at billing: "
                + sandboxes.billing().charges().size()
                + ", instructions that counterparties carried out: "
                + sandboxes.carriedOut().size();
    }
}
