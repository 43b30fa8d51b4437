package kz.nusqau.payment;

import org.jspecify.annotations.Nullable;

/** One forward step of a plan, and what it means to the books when it is accepted. */
sealed interface Stage {

    Step step();

    Booking accepted();

    /**
     * Before the pivot.
     *
     * @param undo the step that takes it back
     * @param undone what that means to the books
     */
    record Undoable(Step step, Booking accepted, Step undo, Booking undone) implements Stage {}

    /** What was wanted: after it the way is only forward. */
    record Pivot(Step step, Booking accepted) implements Stage {}

    /**
     * After the pivot: it has to happen.
     *
     * @param owed what it means to the books when it is refused, a receivable; null where a person
     *     has to find another way
     */
    record Due(Step step, Booking accepted, @Nullable Booking owed) implements Stage {}
}
