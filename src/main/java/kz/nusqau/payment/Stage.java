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
     * @param takesOver whether it ends what the stage before it holds: taken back, it leaves
     *     nothing of either
     */
    record Undoable(Step step, Booking accepted, Step undo, Booking undone, boolean takesOver)
            implements Stage {

        Undoable(Step step, Booking accepted, Step undo, Booking undone) {
            this(step, accepted, undo, undone, false);
        }

        Undoable takingOver() {
            return new Undoable(step, accepted, undo, undone, true);
        }
    }

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
