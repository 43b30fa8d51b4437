package kz.nusqau.reconciliation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Movements;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Books the money of a break between the settlement account and suspense, so that our books equal
 * the counterparty's, and clears it when a second person says where it belongs.
 */
final class Suspense {

    private static final String SUSPENSE = "suspense";
    private static final String LOSSES = "expense.losses";

    /** Where money in suspense belongs after all. */
    enum Clearing {
        /** Back: the counterparty has put it right, or what was missing here is booked. */
        SETTLEMENT,
        /** Nowhere: it is written off. */
        LOSSES;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of an act. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        record NotFound() implements Outcome {}

        /** The act is none for a break in its state. */
        record OutOfTurn(String state) implements Outcome {}

        /** Both sides moved the same on that account, or nothing, or their file does not tell. */
        record NothingToBook(String account) implements Outcome {}

        /** The sides agree by now: it can only be taken back. */
        record Explained() implements Outcome {}

        /** Who booked it does not clear it. */
        record SamePerson(String who) implements Outcome {}
    }

    private final BreakStore breaks;
    private final Imports imports;
    private final DayFiles dayFiles;
    private final Movements movements;
    private final Ledger ledger;
    private final TransactionTemplate transaction;

    Suspense(
            BreakStore breaks,
            Imports imports,
            DayFiles dayFiles,
            Movements movements,
            Ledger ledger,
            TransactionTemplate transaction) {
        this.breaks = breaks;
        this.imports = imports;
        this.dayFiles = dayFiles;
        this.movements = movements;
        this.ledger = ledger;
        this.transaction = transaction;
    }

    /** Books the difference as it is now; the break stays until it is cleared. */
    Outcome book(long id, String reason, String who) {
        return locked(id, found -> book(found, reason, who));
    }

    /**
     * Clears it: written off, and it is resolved, or back, and it is open again unless the sides
     * agree by now.
     */
    Outcome clear(long id, Clearing to, String reason, String who) {
        return locked(id, found -> clear(found, to, reason, who));
    }

    /** One act after another on the same break. */
    private Outcome locked(long id, Function<BreakView, Outcome> act) {
        return Objects.requireNonNull(
                transaction.execute(
                        status ->
                                breaks.lock(id, imports.today())
                                        .map(act)
                                        .orElseGet(Outcome.NotFound::new)));
    }

    private Outcome book(BreakView found, String reason, String who) {
        if (!found.state().equals("open")) {
            return new Outcome.OutOfTurn(found.state());
        }
        Books books = books(found);
        long difference = breaks.isExplained(found.id()) ? 0 : difference(found, books);
        if (difference == 0) {
            return new Outcome.NothingToBook(books.account());
        }
        long act = breaks.act(found.id(), who, "booked", reason);
        breaks.booked(found.id(), difference, who);
        transfer(found, act, books.account(), SUSPENSE, difference);
        return new Outcome.Done();
    }

    private Outcome clear(BreakView found, Clearing to, String reason, String who) {
        if (!found.state().equals("booked")) {
            return new Outcome.OutOfTurn(found.state());
        }
        if (who.equals(found.bookedBy())) {
            return new Outcome.SamePerson(who);
        }
        boolean explained = breaks.isExplained(found.id());
        if (explained && to == Clearing.LOSSES) {
            return new Outcome.Explained();
        }
        long booked = Objects.requireNonNull(found.booked());
        switch (to) {
            case SETTLEMENT -> {
                long act = breaks.act(found.id(), who, "cleared", reason);
                breaks.takenBack(found.id(), explained);
                transfer(found, act, SUSPENSE, books(found).account(), booked);
            }
            case LOSSES -> {
                long act = breaks.act(found.id(), who, "written-off", reason);
                breaks.writtenOff(found.id());
                transfer(found, act, SUSPENSE, LOSSES, booked);
            }
        }
        return new Outcome.Done();
    }

    private Books books(BreakView found) {
        return Books.of(found.counterparty(), dayFiles.format(found.counterparty()));
    }

    /** What our settlement account lacks to equal theirs; 0 also when that can't be told. */
    private long difference(BreakView found, Books books) {
        // What strangers call their payments need not be unique.
        boolean alone = found.repeated() || found.instruction() == null;
        BreakStore.Told told =
                alone
                        ? new BreakStore.Told(found.theirMoved(), 0)
                        : breaks.told(found.counterparty(), found.reference());
        if (told.moved() == null && found.line() != null) {
            return 0;
        }
        Map<String, Long> ours =
                alone
                        ? Map.of()
                        : movements.moved(books.view(), books.account(), found.reference());
        boolean inAnotherCurrency =
                ours.entrySet().stream()
                        .anyMatch(
                                each ->
                                        !each.getKey().equals(found.currency())
                                                && each.getValue() != 0);
        if (inAnotherCurrency) {
            return 0;
        }
        long theirs = told.moved() == null ? 0 : told.moved();
        long here = Math.addExact(ours.getOrDefault(found.currency(), 0L), told.booked());
        return Math.subtractExact(theirs, here);
    }

    /**
     * @param minor debits the first account and credits the second one; the other way round when it
     *     is negative
     */
    private void transfer(BreakView found, long act, String first, String second, long minor) {
        ledger.apply(
                List.of(
                        new Transfer(
                                "break-%d/%s/%d/direct-suspense"
                                        .formatted(found.id(), Ledger.BY_HAND, act),
                                Transfer.Phase.DIRECT,
                                null,
                                instruction(found),
                                minor > 0 ? first : second,
                                minor > 0 ? second : first,
                                new Money(Math.absExact(minor), found.currency()))));
    }

    /** The one that the break is about; for a line that names none, one of the break's own. */
    private static InstructionId instruction(BreakView found) {
        UUID named = found.instruction();
        return new InstructionId(
                named != null
                        ? named
                        : UUID.nameUUIDFromBytes(
                                ("break-" + found.id()).getBytes(StandardCharsets.US_ASCII)));
    }
}
