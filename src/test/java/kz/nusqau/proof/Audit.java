package kz.nusqau.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kz.nusqau.proof.Errand.Ending;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.counterparty.References;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import kz.nusqau.simulator.emoney.EmoneyOperation;
import kz.nusqau.simulator.emoney.EmoneyRequest;
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
        books.fundedWallets()
                .forEach((who, amount) -> faults.add(amount + " left in the wallet of " + who));
    }

    private Map<String, EmoneyBooks> emoney() {
        return Map.of(
                "wooppay", simulator.wooppay().books(),
                "kazeuromobile", simulator.kazeuromobile().books());
    }

    private List<EmoneyOperation> payments() {
        return emoney().values().stream().flatMap(books -> books.payments().stream()).toList();
    }

    /** Each subscriber paid exactly what they were told; what was charged was paid on. */
    private void auditMoney() {
        Map<String, Long> taken = new HashMap<>();
        var charges = simulator.billing().books().charges();
        charges.forEach(each -> taken.merge(each.msisdn(), each.kept().tiyn(), Long::sum));
        var payments = payments();
        Map<String, Long> paid = new HashMap<>();
        payments.forEach(each -> paid.merge(each.msisdn(), each.amount().tiyn(), Long::sum));
        Map<String, Set<String>> numbers = paymentNumbers();
        for (Errand errand : crowd.errands()) {
            String who = errand.msisdn();
            var wish = errand.wish();
            boolean receipt = errand.ending().orElse(null) instanceof Ending.Paid;
            expect(who, "charged", receipt ? wish.amount + wish.fee : 0, taken.remove(who));
            expect(who, "paid to the provider", receipt ? wish.amount : 0, paid.remove(who));
            if (errand.ending().orElse(null) instanceof Ending.Paid(var number)
                    && !numbers.getOrDefault(who, Set.of()).contains(number)) {
                faults.add(who + " has receipt " + number + ", there are " + numbers.get(who));
            }
        }
        taken.forEach((who, tiyn) -> faults.add(who + " never texted, but was charged " + tiyn));
        paid.forEach((who, tiyn) -> faults.add(who + " never texted, but paid " + tiyn));

        Set<String> charged =
                charges.stream()
                        .map(each -> References.instructionOf(each.key()))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> paidOn =
                payments.stream()
                        .map(each -> References.instructionOf(each.reference()))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!charged.equals(paidOn)) {
            paidOn.stream()
                    .filter(each -> !charged.contains(each))
                    .forEach(each -> faults.add("paid, not charged: " + each));
            charged.stream()
                    .filter(each -> !paidOn.contains(each))
                    .forEach(each -> faults.add("charged, not paid: " + each));
        }
    }

    private void expect(String who, String what, long told, Long found) {
        if (told != Objects.requireNonNullElse(found, 0L)) {
            faults.add("%s: %s %s tiyn, told of %d".formatted(who, what, found, told));
        }
    }

    /** The hub's ledger against the books of those whom it mirrors. */
    private void auditTotals() {
        var billing = simulator.billing().books();
        compare("settled payments", hub.settledPayments(), payments().size());
        compare("operator.billing", hub.net("operator.billing"), billing.totals().taken().tiyn());
        emoney().forEach(
                        (system, books) ->
                                compare(
                                        "emoney." + system,
                                        -hub.net("emoney." + system),
                                        books.totals().paidToProviders().tiyn()));
    }

    private void compare(String what, long hubs, long theirs) {
        if (hubs != theirs) {
            faults.add(what + ": the hub has " + hubs + ", the counterparty " + theirs);
        }
    }

    private Map<String, Set<String>> paymentNumbers() {
        return emoney().values().stream()
                .flatMap(books -> books.operations().stream())
                .filter(each -> each.request() instanceof EmoneyRequest.Deposit)
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
