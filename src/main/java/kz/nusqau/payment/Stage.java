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
     * @param lost what it means to the books when a person gives up taking it back; null for what
     *     is the subscriber's, which nobody may give up
     * @param takesOver whether it ends what the stage before it holds: taken back, it leaves
     *     nothing of either
     */
    record Undoable(
            Step step,
            Booking accepted,
            Step undo,
            Booking undone,
            @Nullable Booking lost,
            boolean takesOver)
            implements Stage {

        /** One that nobody may give up taking back. */
        Undoable(Step step, Booking accepted, Step undo, Booking undone) {
            this(step, accepted, undo, undone, /* lost= */ null, /* takesOver= */ false);
        }

        Undoable(Step step, Booking accepted, Step undo, Booking undone, Booking lost) {
            this(step, accepted, undo, undone, lost, /* takesOver= */ false);
        }

        Undoable takingOver() {
            return new Undoable(step, accepted, undo, undone, lost, /* takesOver= */ true);
        }
    }

    /**
     * What was wanted: after it the way is only forward.
     *
     * @param refused why a person looks into it when it is refused; null where nobody has to
     */
    record Pivot(Step step, Booking accepted, @Nullable String refused) implements Stage {

        Pivot(Step step, Booking accepted) {
            this(step, accepted, null);
        }
    }

    /**
     * After the pivot: it has to happen.
     *
     * @param owed what it means to the books when it is refused, a receivable; null where a person
     *     has to find another way
     */
    record Due(Step step, Booking accepted, @Nullable Booking owed) implements Stage {}
}
