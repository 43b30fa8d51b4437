package kz.nusqau.simulator.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import kz.nusqau.simulator.counterparty.Accounts;
import kz.nusqau.simulator.world.Amount;

/** The state that journal entries make, live or replayed alike. Not thread-safe. */
final class BillingLedger {

    static final String OPENING = "opening";
    static final String MAIN = "main/";
    static final String HELD = "held/";
    static final String TAKEN = "taken";

    private record Expiry(Instant at, String reservation) {}

    private final Accounts accounts = new Accounts();
    private final Map<String, Amount> opened = new HashMap<>();
    // In order of arrival.
    private final Map<String, BillingOperation> operations = new LinkedHashMap<>();
    private final Map<String, Reservation> reservations = new LinkedHashMap<>();
    private final Map<String, Charge> charges = new LinkedHashMap<>();
    private final PriorityQueue<Expiry> expiries =
            new PriorityQueue<>(Comparator.comparing(Expiry::at));

    void apply(BillingEntry entry) {
        switch (entry) {
            case BillingEntry.Opened open -> {
                opened.put(open.msisdn(), open.balance());
                accounts.move(OPENING, MAIN + open.msisdn(), open.balance());
            }
            case BillingEntry.Shortened(var reservation, var expires) -> {
                reservations.computeIfPresent(reservation, (key, held) -> held.until(expires));
                expiries.add(new Expiry(expires, reservation));
            }
            case BillingEntry.Expired expired ->
                    end(expired.reservation(), Reservation.State.EXPIRED);
            case BillingOperation operation -> {
                operations.put(operation.key(), operation);
                if (operation.isCompleted()) {
                    carryOut(operation);
                }
            }
        }
    }

    private void carryOut(BillingOperation operation) {
        switch (operation.request()) {
            case BillingRequest.Reserve reserve -> reserved(operation, reserve);
            case BillingRequest.Charge charge -> {
                var held = end(charge.reservation(), Reservation.State.CHARGED);
                charges.put(
                        operation.key(),
                        new Charge(
                                operation.key(),
                                held.key(),
                                held.msisdn(),
                                held.amount(),
                                Amount.ZERO));
            }
            case BillingRequest.Release release -> {
                // An expired one gave its money back before.
                if (isOpen(release.reservation())) {
                    end(release.reservation(), Reservation.State.RELEASED);
                }
            }
            case BillingRequest.Refund refund -> {
                charges.computeIfPresent(
                        refund.charge(), (key, charge) -> charge.refundedBy(refund.amount()));
                accounts.move(TAKEN, MAIN + operation.msisdn(), refund.amount());
            }
        }
    }

    private void reserved(BillingOperation operation, BillingRequest.Reserve reserve) {
        var expires = operation.expires();
        if (expires == null) {
            throw new IllegalStateException("a reservation without an end: " + operation.key());
        }
        accounts.move(MAIN + reserve.msisdn(), HELD + reserve.msisdn(), reserve.amount());
        reservations.put(
                operation.key(),
                new Reservation(
                        operation.key(),
                        reserve.msisdn(),
                        reserve.amount(),
                        expires,
                        Reservation.State.RESERVED));
        expiries.add(new Expiry(expires, operation.key()));
    }

    private Reservation end(String key, Reservation.State state) {
        var held = reservations.get(key);
        if (held == null || held.state() != Reservation.State.RESERVED) {
            throw new IllegalStateException("no open reservation " + key + " but " + held);
        }
        var to = state == Reservation.State.CHARGED ? TAKEN : MAIN + held.msisdn();
        accounts.move(HELD + held.msisdn(), to, held.amount());
        reservations.put(key, held.as(state));
        return held;
    }

    /** Open reservations whose end has come, each handed out once. */
    List<String> dueToExpire(Instant now) {
        if (expiries.isEmpty() || expiries.peek().at().isAfter(now)) {
            return List.of();
        }
        var due = new ArrayList<String>();
        var next = expiries.peek();
        while (next != null && !next.at().isAfter(now)) {
            expiries.remove();
            if (isOpen(next.reservation())) {
                due.add(next.reservation());
            }
            next = expiries.peek();
        }
        return due;
    }

    private boolean isOpen(String reservation) {
        var held = reservations.get(reservation);
        return held != null && held.state() == Reservation.State.RESERVED;
    }

    boolean isOpened(String msisdn) {
        return opened.containsKey(msisdn);
    }

    Optional<BillingOperation> operation(String key) {
        return Optional.ofNullable(operations.get(key));
    }

    Optional<Reservation> reservation(String key) {
        return Optional.ofNullable(reservations.get(key));
    }

    Optional<Charge> charge(String key) {
        return Optional.ofNullable(charges.get(key));
    }

    List<BillingOperation> operations() {
        return List.copyOf(operations.values());
    }

    List<Reservation> reservations() {
        return List.copyOf(reservations.values());
    }

    List<Charge> charges() {
        return List.copyOf(charges.values());
    }

    Map<String, Amount> opened() {
        return Map.copyOf(opened);
    }

    Accounts accounts() {
        return accounts;
    }
}
