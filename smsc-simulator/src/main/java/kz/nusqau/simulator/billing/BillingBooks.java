package kz.nusqau.simulator.billing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.nusqau.simulator.counterparty.Journal;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.References;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Subscriber;
import kz.nusqau.simulator.world.World;
import org.jspecify.annotations.Nullable;

/** Billing's own record of every request and every tenge; what tests check the hub against. */
public final class BillingBooks implements AutoCloseable {

    /** What became of a request with a key. */
    sealed interface Outcome {
        record Done(BillingOperation operation) implements Outcome {}

        /** The same request came before. */
        record Repeated(BillingOperation operation) implements Outcome {}

        /** Another request holds the key, or the same one is still being worked on. */
        record KeyTaken() implements Outcome {}
    }

    /** Sums over all subscribers that were touched. */
    public record Totals(Amount opened, Amount available, Amount reserved, Amount taken) {}

    private final World world;
    private final Clock clock;
    private final Duration reservationLifetime;
    private final Pending pending;
    private final BillingLedger ledger = new BillingLedger();
    private final Journal<BillingEntry> journal;

    BillingBooks(
            World world,
            Clock clock,
            Duration reservationLifetime,
            Pending pending,
            @Nullable Path file) {
        this.world = world;
        this.clock = clock;
        this.reservationLifetime = reservationLifetime;
        this.pending = pending;
        this.journal =
                file == null
                        ? Journal.inMemory(BillingEntry.class)
                        : Journal.open(file, BillingEntry.class, ledger::apply);
    }

    synchronized Outcome perform(
            String key, BillingRequest request, Optional<Refusal> forced, boolean resumed) {
        endExpired();
        var earlier = ledger.operation(key).orElse(null);
        if (earlier != null) {
            return earlier.request().equals(request)
                    ? new Outcome.Repeated(earlier)
                    : new Outcome.KeyTaken();
        }
        if (!resumed && pending.contains(key)) {
            return new Outcome.KeyTaken();
        }
        var operation = decide(key, request, forced);
        record(operation);
        return new Outcome.Done(operation);
    }

    private BillingOperation decide(String key, BillingRequest request, Optional<Refusal> forced) {
        var now = clock.instant();
        var refused = forced.or(() -> objection(request)).orElse(null);
        var expires =
                request instanceof BillingRequest.Reserve && refused == null
                        ? now.plus(reservationLifetime)
                        : null;
        return new BillingOperation(
                key, request, msisdnOf(request), amountOf(request), refused, now, expires);
    }

    private void record(BillingEntry entry) {
        if (entry instanceof BillingOperation operation
                && operation.isCompleted()
                && operation.request() instanceof BillingRequest.Reserve reserve
                && !ledger.isOpened(reserve.msisdn())) {
            record(new BillingEntry.Opened(reserve.msisdn(), availableTo(reserve.msisdn())));
        }
        journal.append(entry);
        ledger.apply(entry);
    }

    private void endExpired() {
        var now = clock.instant();
        for (var key : ledger.dueToExpire(now)) {
            record(new BillingEntry.Expired(key, now));
        }
    }

    /** Ends what is reserved of a number now, as if its lifetime were over. */
    public synchronized void expire(String msisdn) {
        var now = clock.instant();
        openReservations().stream()
                .filter(each -> each.msisdn().equals(msisdn))
                .forEach(each -> record(new BillingEntry.Shortened(each.key(), now)));
        endExpired();
    }

    private Optional<Refusal> objection(BillingRequest request) {
        return switch (request) {
            case BillingRequest.Reserve reserve -> objectionTo(reserve);
            case BillingRequest.Charge charge ->
                    objectionToEnd(charge.reservation(), Reservation.State.RESERVED);
            case BillingRequest.Release release ->
                    objectionToEnd(
                            release.reservation(),
                            Reservation.State.RESERVED,
                            Reservation.State.EXPIRED);
            case BillingRequest.Refund refund -> objectionTo(refund);
        };
    }

    private Optional<Refusal> objectionTo(BillingRequest.Reserve reserve) {
        var subscriber = world.subscriber(reserve.msisdn());
        if (subscriber.isEmpty()) {
            return Optional.of(
                    Refusal.unknown("subscriberNotFound", "msisdn", "no such subscriber"));
        }
        if (subscriber.get().blocked()) {
            return Optional.of(
                    Refusal.businessRule("subscriberBlocked", "the subscriber is blocked"));
        }
        if (reserve.amount().isMoreThan(availableTo(reserve.msisdn()))) {
            return Optional.of(
                    Refusal.businessRule(
                            "insufficientFunds", "the main balance does not cover the amount"));
        }
        return Optional.empty();
    }

    private Optional<Refusal> objectionToEnd(String key, Reservation.State... allowed) {
        var reservation = ledger.reservation(key);
        if (reservation.isEmpty()) {
            return Optional.of(
                    Refusal.unknown("reservationNotFound", "reservation", "no such reservation"));
        }
        var state = reservation.get().state();
        if (List.of(allowed).contains(state)) {
            return Optional.empty();
        }
        var code = state == Reservation.State.EXPIRED ? "reservationExpired" : "incorrectState";
        var why = "the reservation is " + BillingWire.word(state);
        return Optional.of(new Refusal(409, "businessRule", code, why, "reservation"));
    }

    private Optional<Refusal> objectionTo(BillingRequest.Refund refund) {
        var charge = ledger.charge(refund.charge());
        if (charge.isEmpty()) {
            return Optional.of(Refusal.unknown("chargeNotFound", "charge", "no such charge"));
        }
        return refund.amount().isMoreThan(charge.get().kept())
                ? Optional.of(
                        Refusal.businessRule(
                                "refundExceedsCharge", "only " + charge.get().kept() + " is left"))
                : Optional.empty();
    }

    private String msisdnOf(BillingRequest request) {
        return switch (request) {
            case BillingRequest.Reserve reserve -> reserve.msisdn();
            case BillingRequest.Charge charge ->
                    ledger.reservation(charge.reservation()).map(Reservation::msisdn).orElse("");
            case BillingRequest.Release release ->
                    ledger.reservation(release.reservation()).map(Reservation::msisdn).orElse("");
            case BillingRequest.Refund refund ->
                    ledger.charge(refund.charge()).map(Charge::msisdn).orElse("");
        };
    }

    private Amount amountOf(BillingRequest request) {
        return switch (request) {
            case BillingRequest.Reserve reserve -> reserve.amount();
            case BillingRequest.Charge charge -> heldBy(charge.reservation());
            case BillingRequest.Release release -> heldBy(release.reservation());
            case BillingRequest.Refund refund -> refund.amount();
        };
    }

    private Amount heldBy(String reservation) {
        return ledger.reservation(reservation).map(Reservation::amount).orElse(Amount.ZERO);
    }

    private Amount availableTo(String msisdn) {
        return world.subscriber(msisdn)
                .map(this::availableTo)
                .orElseThrow(() -> new IllegalArgumentException("no such subscriber"));
    }

    private Amount availableTo(Subscriber subscriber) {
        return ledger.isOpened(subscriber.msisdn())
                ? new Amount(ledger.accounts().balance(BillingLedger.MAIN + subscriber.msisdn()))
                : subscriber.balance();
    }

    /** What the subscriber can still spend: net of reservations, without the bonus. */
    public synchronized Amount available(String msisdn) {
        endExpired();
        return availableTo(msisdn);
    }

    /** For a bulk query: one lock for all. */
    synchronized List<Amount> available(List<Subscriber> subscribers) {
        endExpired();
        return subscribers.stream().map(this::availableTo).toList();
    }

    public synchronized Amount reserved(String msisdn) {
        endExpired();
        return new Amount(ledger.accounts().balance(BillingLedger.HELD + msisdn));
    }

    /** Charges less refunds. */
    public synchronized Amount taken(String msisdn) {
        return ledger.charges().stream()
                .filter(charge -> charge.msisdn().equals(msisdn))
                .map(Charge::kept)
                .reduce(Amount.ZERO, Amount::plus);
    }

    public synchronized Optional<BillingOperation> operation(String key) {
        return ledger.operation(key);
    }

    public synchronized Optional<Reservation> reservation(String key) {
        endExpired();
        return ledger.reservation(key);
    }

    public synchronized Optional<Charge> charge(String key) {
        return ledger.charge(key);
    }

    /** Every request that was understood, in order of arrival. */
    public synchronized List<BillingOperation> operations() {
        return ledger.operations();
    }

    public synchronized List<Charge> charges() {
        return ledger.charges();
    }

    public synchronized List<Reservation> reservations() {
        endExpired();
        return ledger.reservations();
    }

    /** Money still held: empty when everything that was started has ended. */
    public List<Reservation> openReservations() {
        return reservations().stream()
                .filter(each -> each.state() == Reservation.State.RESERVED)
                .toList();
    }

    public synchronized Totals totals() {
        endExpired();
        var accounts = ledger.accounts();
        return new Totals(
                new Amount(-accounts.balance(BillingLedger.OPENING)),
                new Amount(accounts.total(BillingLedger.MAIN)),
                new Amount(accounts.total(BillingLedger.HELD)),
                new Amount(accounts.balance(BillingLedger.TAKEN)));
    }

    /** Instructions that took money more than once, with the keys; empty when all is well. */
    public Map<String, List<String>> doubleCharges() {
        var byInstruction =
                charges().stream()
                        .filter(charge -> charge.kept().isMoreThan(Amount.ZERO))
                        .collect(
                                Collectors.groupingBy(
                                        charge -> References.instructionOf(charge.key()),
                                        TreeMap::new,
                                        Collectors.mapping(Charge::key, Collectors.toList())));
        byInstruction.values().removeIf(keys -> keys.size() < 2);
        return byInstruction;
    }

    /** Recounts everything from the operations; what differs from the accounts is told. */
    public synchronized List<String> discrepancies() {
        endExpired();
        return BillingAudit.of(ledger);
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
