package kz.nusqau.reconciliation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Files taken in and breaks worked off; every act is recorded (R-OPS-2). */
public class Reconciliation {

    private final Imports imports;
    private final DayFileStore files;
    private final BreakStore breaks;
    private final TransactionTemplate transaction;

    Reconciliation(
            Imports imports,
            DayFileStore files,
            BreakStore breaks,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.files = files;
        this.breaks = breaks;
        this.transaction = transaction;
    }

    Imports imports() {
        return imports;
    }

    List<DayFileView> files(@Nullable String counterparty, int limit) {
        return files.list(counterparty, limit);
    }

    List<BreakView> list(Filter filter) {
        return breaks.list(filter, imports.today());
    }

    /** What is open or in suspense, the oldest first. */
    public List<BreakView> unresolved(int limit) {
        return breaks.unresolved(limit, imports.today());
    }

    /** How many are open or in suspense, those alike together. */
    public List<OpenBreaksView> open() {
        return breaks.open(imports.today());
    }

    /** One break with all that was done with it. */
    public Optional<DetailView> detail(long id) {
        return breaks.find(id, imports.today())
                .map(found -> new DetailView(found, breaks.acts(id)));
    }

    /** Gives it to somebody. Empty when there is none, false when it is resolved. */
    public Optional<Boolean> assign(long id, String assignee, String who) {
        return acted(
                id,
                () -> {
                    boolean done = breaks.assign(id, assignee);
                    if (done) {
                        breaks.act(id, who, "assigned", assignee);
                    }
                    return done;
                });
    }

    /**
     * Ends it for a reason. Empty when there is none, false when it was resolved before or is
     * booked to suspense.
     */
    public Optional<Boolean> resolve(long id, String reason, String who) {
        return acted(
                id,
                () -> {
                    boolean done = breaks.resolve(id);
                    if (done) {
                        breaks.act(id, who, "resolved", reason);
                    }
                    return done;
                });
    }

    private Optional<Boolean> acted(long id, BooleanSupplier act) {
        return Objects.requireNonNull(
                transaction.execute(
                        status ->
                                breaks.find(id, imports.today()).map(found -> act.getAsBoolean())));
    }

    /** A break with its history. */
    public record DetailView(BreakView found, List<ActView> acts) {}
}
