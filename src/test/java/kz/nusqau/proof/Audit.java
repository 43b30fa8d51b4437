package kz.nusqau.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import kz.nusqau.proof.Errand.Order;
import kz.nusqau.proof.Errand.Use;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.counterparty.References;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import kz.nusqau.simulator.emoney.EmoneyOperation;
import org.awaitility.Awaitility;

/**
 * Holds three stories against each other: what the subscribers were told, what the sandboxes have
 * in their books, and what the hub has in its own. Collects every fault before it tells.
 */
final class Audit {

    private static final int SHOWN = 20;

    private final Simulator simulator;
    private final Crowd crowd;
    private final HubBooks hub;
    private final List<String> faults = new ArrayList<>();

    Audit(Simulator simulator, Crowd crowd, HubBooks hub) {
        this.simulator = simulator;
        this.crowd = crowd;
        this.hub = hub;
    }

    /** Waits for everybody's last answer and for the hub to be at rest; tells what is left. */
    void settle(Duration within) {
        crowd.stopComing();
        try {
            Awaitility.await("everybody has an answer and the hub is at rest")
                    .atMost(within)
                    .pollInterval(Duration.ofMillis(250))
                    .ignoreExceptions()
                    .until(() -> crowd.waiting() == 0 && hub.underWay().isEmpty());
            simulator.smsc().awaitNothingHeld(within);
        } catch (RuntimeException e) {
            // What is unfinished is found again, one by one, below.
            faults.add("not at rest within " + within + ": " + e.getMessage());
        }
    }

    /** Every fault found, at most a screenful; empty when all is well. */
    List<String> faults() {
        auditSandboxes();
        auditMoney();
        auditTotals();
        faults.addAll(hub.underWay());
        faults.addAll(hub.faults());
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

    private void auditSandboxes() {
        var billing = simulator.billing().books();
        billing.discrepancies().forEach(each -> faults.add("billing: " + each));
        billing.doubleCharges().forEach((id, keys) -> faults.add("charged twice: " + keys));
        billing.openReservations().forEach(each -> faults.add("still held: " + each));
        emoney().forEach(this::auditEmoney);
    }

    private void auditEmoney(String system, EmoneyBooks books) {
        books.discrepancies().forEach(each -> faults.add(system + ": " + each));
        books.doubleDeposits().forEach((id, keys) -> faults.add("topped up twice: " + keys));
        books.doublePayments().forEach((id, keys) -> faults.add("paid twice: " + keys));
        books.doubleTransfers().forEach((id, keys) -> faults.add("sent twice: " + keys));
    }

    private Map<String, EmoneyBooks> emoney() {
        return Map.of(
                "wooppay", simulator.wooppay().books(),
                "kazeuromobile", simulator.kazeuromobile().books());
    }

    private List<EmoneyOperation> payments() {
        return emoney().values().stream().flatMap(books -> books.payments().stream()).toList();
    }

    private List<EmoneyOperation> deposits() {
        return emoney().values().stream()
                .flatMap(books -> books.standingDeposits().stream())
                .toList();
    }

    /** Each subscriber paid exactly what they were told; what was charged was bought. */
    private void auditMoney() {
        Map<String, Long> taken = new HashMap<>();
        var charges = simulator.billing().books().charges();
        charges.forEach(each -> taken.merge(each.msisdn(), each.kept().tiyn(), Long::sum));
        Map<String, Long> paid = new HashMap<>();
        payments().forEach(each -> paid.merge(each.msisdn(), each.amount().tiyn(), Long::sum));
        Map<String, Long> wallets = wallets();
        Map<String, Set<String>> numbers = paymentNumbers();
        long sent = 0;
        for (Errand errand : crowd.errands()) {
            String who = errand.msisdn();
            List<Order> done = errand.done();
            expect(who, "charged", sum(done, Order::charged), taken.remove(who));
            expect(
                    who,
                    "paid to the provider",
                    sum(done, order -> order.paidTo(Use.PROVIDER)),
                    paid.remove(who));
            expect(who, "in the wallet", sum(done, Order::inWallet), wallets.remove(who));
            sent += sum(done, order -> order.paidTo(Use.PAYEE));
            if (!numbers.getOrDefault(who, Set.of()).containsAll(errand.paymentNumbers())) {
                faults.add(
                        "%s has receipts %s, there are %s"
                                .formatted(who, errand.paymentNumbers(), numbers.get(who)));
            }
        }
        expect(Errand.PAYEE, "in the wallet", sent, wallets.remove(Errand.PAYEE));
        taken.forEach((who, tiyn) -> faults.add(who + " never texted, but was charged " + tiyn));
        paid.forEach((who, tiyn) -> faults.add(who + " never texted, but paid " + tiyn));
        wallets.forEach((who, tiyn) -> faults.add(who + " never texted, but has " + tiyn));

        Set<String> charged =
                charges.stream()
                        .map(each -> References.instructionOf(each.key()))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> bought = instructions(deposits());
        if (!charged.equals(bought)) {
            bought.stream()
                    .filter(each -> !charged.contains(each))
                    .forEach(each -> faults.add("bought, not charged: " + each));
            charged.stream()
                    .filter(each -> !bought.contains(each))
                    .forEach(each -> faults.add("charged, not bought: " + each));
        }
    }

    private static long sum(List<Order> orders, ToLongFunction<Order> of) {
        return orders.stream().mapToLong(of).sum();
    }

    private static Set<String> instructions(List<EmoneyOperation> operations) {
        return operations.stream()
                .map(each -> References.instructionOf(each.reference()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each subscriber has, over all systems. */
    private Map<String, Long> wallets() {
        Map<String, Long> wallets = new HashMap<>();
        emoney().values()
                .forEach(
                        books ->
                                books.fundedWallets()
                                        .forEach(
                                                (who, amount) ->
                                                        wallets.merge(
                                                                who, amount.tiyn(), Long::sum)));
        return wallets;
    }

    private void expect(String who, String what, long told, Long found) {
        if (told != Objects.requireNonNullElse(found, 0L)) {
            faults.add("%s: %s %s tiyn, told of %d".formatted(who, what, found, told));
        }
    }

    /** The hub's ledger against the books of those whom it mirrors. */
    private void auditTotals() {
        var billing = simulator.billing().books();
        compare("settled instructions", hub.settledPayments(), carriedOut().size());
        compare("operator.billing", hub.net("operator.billing"), billing.totals().taken().tiyn());
        emoney().forEach(
                        (system, books) ->
                                compare(
                                        "emoney." + system,
                                        -hub.net("emoney." + system),
                                        books.totals().issued().tiyn()));
    }

    /** What the e-money systems filled, paid or sent, by instruction. */
    private Set<String> carriedOut() {
        Set<String> all = instructions(deposits());
        all.addAll(instructions(payments()));
        emoney().values().forEach(books -> all.addAll(instructions(books.transfers())));
        return all;
    }

    private void compare(String what, long hubs, long theirs) {
        if (hubs != theirs) {
            faults.add(what + ": the hub has " + hubs + ", the counterparty " + theirs);
        }
    }

    private Map<String, Set<String>> paymentNumbers() {
        return emoney().values().stream()
                .flatMap(books -> books.operations().stream())
                .filter(each -> each.paymentNumber().isPresent())
                .collect(
                        Collectors.groupingBy(
                                EmoneyOperation::msisdn,
                                Collectors.mapping(
                                        each -> each.paymentNumber().orElseThrow(),
                                        Collectors.toSet())));
    }

    /** What was there to be audited: a proof over nothing proves nothing. */
    String summary() {
        return crowd.summary()
                + "\n  payments of the hub: "
                + hub.payments()
                + "\n  charges at billing: "
                + simulator.billing().books().charges().size()
                + ", payments at the e-money systems: "
                + payments().size();
    }
}
