package kz.nusqau.proof;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.bank.Account;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Transfer;
import kz.nusqau.simulator.billing.BillingBooks;
import kz.nusqau.simulator.billing.BillingOperation;
import kz.nusqau.simulator.billing.BillingRequest;
import kz.nusqau.simulator.billing.Charge;
import kz.nusqau.simulator.counterparty.References;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import kz.nusqau.simulator.emoney.EmoneyOperation;
import kz.nusqau.simulator.emoney.EmoneyRequest;
import kz.nusqau.simulator.world.Amount;

/** What the counterparties' own books tell of the money of a crowd. */
final class Sandboxes {

    private final Simulator simulator;

    Sandboxes(Simulator simulator) {
        this.simulator = simulator;
    }

    BillingBooks billing() {
        return simulator.billing().books();
    }

    Map<String, EmoneyBooks> emoney() {
        return Map.of(
                "wooppay", simulator.wooppay().books(),
                "kazeuromobile", simulator.kazeuromobile().books());
    }

    Map<String, BankBooks> banks() {
        return Map.of(
                "kaspi", simulator.kaspi().books(),
                "halyk", simulator.halyk().books());
    }

    /** Empty when each agrees with its own recount, nothing moved twice and nothing is open. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        billing().discrepancies().forEach(each -> faults.add("billing: " + each));
        billing().doubleCharges().forEach((id, keys) -> faults.add("charged twice: " + keys));
        billing().openReservations().forEach(each -> faults.add("still held: " + each));
        emoney().forEach(
                        (system, books) -> {
                            books.discrepancies().forEach(it -> faults.add(system + ": " + it));
                            books.doubleDeposits()
                                    .forEach((id, keys) -> faults.add("topped up twice: " + keys));
                            books.doublePayments()
                                    .forEach((id, keys) -> faults.add("paid twice: " + keys));
                            books.doubleTransfers()
                                    .forEach((id, keys) -> faults.add("sent twice: " + keys));
                            books.doubleWithdrawals()
                                    .forEach((id, keys) -> faults.add("redeemed twice: " + keys));
                        });
        banks().forEach(
                        (bank, books) -> {
                            books.discrepancies().forEach(it -> faults.add(bank + ": " + it));
                            books.doubleTransfers()
                                    .forEach((what, ids) -> faults.add("moved twice: " + what));
                            books.transfers().stream()
                                    .filter(Sandboxes::isUnderWay)
                                    .forEach(it -> faults.add(bank + " is still at " + it));
                        });
        return faults;
    }

    private static boolean isUnderWay(Transfer transfer) {
        return switch (transfer.state()) {
            case PDNG, ACSP -> true;
            case ACSC, RJCT, CANC -> false;
        };
    }

    /** What each subscriber has more than before, in the smallest unit; nothing is left out. */
    Map<Pocket, Map<String, Long>> changes() {
        Map<Pocket, Map<String, Long>> changes = new EnumMap<>(Pocket.class);
        for (Pocket pocket : Pocket.values()) {
            changes.put(pocket, new HashMap<>());
        }
        for (Charge charge : billing().charges()) {
            add(changes, Pocket.ADVANCE, charge.msisdn(), -charge.kept().tiyn());
        }
        for (EmoneyBooks books : emoney().values()) {
            books.payments()
                    .forEach(it -> add(changes, Pocket.PROVIDER, it.msisdn(), it.amount().tiyn()));
            books.fundedWallets()
                    .forEach((who, amount) -> add(changes, Pocket.WALLET, who, amount.tiyn()));
        }
        for (BankBooks books : banks().values()) {
            settled(books).forEach(transfer -> add(changes, books, transfer));
        }
        return changes;
    }

    /** Orders of the hub and of the app store that moved money. */
    private static Stream<Transfer> settled(BankBooks books) {
        return books.transfers().stream()
                .filter(Transfer::isSettled)
                .filter(each -> !each.order().instruction().isEmpty());
    }

    private void add(Map<Pocket, Map<String, Long>> changes, BankBooks books, Transfer transfer) {
        var order = transfer.order();
        books.find(order.from())
                .filter(Sandboxes::isSomebodys)
                .ifPresent(
                        from ->
                                add(
                                        changes,
                                        pocket(books, from),
                                        from.owner(),
                                        -order.amount().tiyn()));
        books.find(order.to())
                .filter(Sandboxes::isSomebodys)
                .ifPresent(
                        to ->
                                add(
                                        changes,
                                        pocket(books, to),
                                        to.owner(),
                                        transfer.credited().tiyn()));
    }

    private Pocket pocket(BankBooks books, Account account) {
        if (books == simulator.halyk().books()) {
            return Pocket.HALYK_TENGE;
        }
        return account.currency().equals("KZT") ? Pocket.KASPI_TENGE : Pocket.KASPI_DOLLARS;
    }

    private static boolean isSomebodys(Account account) {
        return !account.owner().isEmpty();
    }

    private static void add(
            Map<Pocket, Map<String, Long>> changes, Pocket pocket, String who, long amount) {
        changes.get(pocket).merge(who, amount, Long::sum);
    }

    /** Instructions of which somebody's money is with us, or went on. */
    Set<String> taken() {
        Set<String> taken = new TreeSet<>();
        billing().charges().stream()
                .filter(each -> each.kept().isMoreThan(Amount.ZERO))
                .forEach(each -> taken.add(id(each.key())));
        emoney().values()
                .forEach(books -> books.standingWithdrawals().forEach(it -> taken.add(id(it))));
        for (BankBooks books : banks().values()) {
            Set<String> debits = between(books, Side.OWNER, Side.OURS);
            debits.removeAll(between(books, Side.OURS, Side.OWNER));
            taken.addAll(debits);
        }
        return taken;
    }

    /** Instructions for which something was bought or paid out. */
    Set<String> given() {
        Set<String> given = new TreeSet<>(credits());
        emoney().values()
                .forEach(books -> books.standingDeposits().forEach(it -> given.add(id(it))));
        banks().values().forEach(books -> given.addAll(between(books, Side.OURS, Side.APP_STORE)));
        return given;
    }

    /** Instructions that did what was wanted, without hyphens. */
    Set<String> carriedOut() {
        Set<String> all = new TreeSet<>(given());
        for (EmoneyBooks books : emoney().values()) {
            books.payments().forEach(it -> all.add(id(it)));
            books.transfers().forEach(it -> all.add(id(it)));
            all.addAll(takenBack(books));
        }
        banks().values().forEach(books -> all.addAll(between(books, Side.OWNER, Side.OWNER)));
        all.addAll(refundsOfOthers());
        return all;
    }

    /** Paid to their owners, and not because a payment failed. */
    private Set<String> credits() {
        Set<String> credits = new TreeSet<>();
        for (BankBooks books : banks().values()) {
            Set<String> paid = between(books, Side.OURS, Side.OWNER);
            paid.removeAll(between(books, Side.OWNER, Side.OURS));
            credits.addAll(paid);
        }
        return credits;
    }

    /** Top-ups that other instructions have taken back, and those instructions. */
    private static Set<String> takenBack(EmoneyBooks books) {
        Set<String> all = new HashSet<>();
        for (EmoneyOperation operation : books.operations()) {
            if (operation.isCompleted()
                    && operation.request() instanceof EmoneyRequest.Reversal reversal) {
                String reversed = id(books.transaction(reversal.transaction()).orElseThrow());
                if (!reversed.equals(id(operation))) {
                    all.add(reversed);
                    all.add(id(operation));
                }
            }
        }
        return all;
    }

    /** What was refunded for another instruction than the one that charged it. */
    private Set<String> refundsOfOthers() {
        Set<String> all = new HashSet<>();
        for (BillingOperation operation : billing().operations()) {
            if (operation.isCompleted()
                    && operation.request() instanceof BillingRequest.Refund refund
                    && !id(operation.key()).equals(id(refund.charge()))) {
                all.add(id(operation.key()));
            }
        }
        return all;
    }

    private enum Side {
        OWNER,
        OURS,
        APP_STORE
    }

    private static Set<String> between(BankBooks books, Side from, Side to) {
        Set<String> instructions = new TreeSet<>();
        settled(books)
                .filter(each -> side(books, each.order().from()) == from)
                .filter(each -> side(books, each.order().to()) == to)
                .forEach(each -> instructions.add(each.order().instruction()));
        return instructions;
    }

    /** Other banks have subscribers' accounts only. */
    private static Side side(BankBooks books, String iban) {
        if (iban.equals(books.settlementAccount().iban())) {
            return Side.OURS;
        }
        return iban.equals(books.appStoreAccount().iban()) ? Side.APP_STORE : Side.OWNER;
    }

    /** What an account at the bank has more than at first. */
    static long change(BankBooks books, Account account) {
        return books.available(account).tiyn() - account.opening().tiyn();
    }

    private static String id(EmoneyOperation operation) {
        return id(operation.reference());
    }

    private static String id(String reference) {
        return References.instructionOf(reference).replace("-", "");
    }
}
