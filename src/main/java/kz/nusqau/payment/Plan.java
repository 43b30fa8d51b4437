package kz.nusqau.payment;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of one kind of instruction: those that can be undone, the pivot, and those that have to
 * happen after it. The saga derives everything else.
 */
final class Plan {

    private final List<Stage> stages;
    private final Map<Step, Place> places = new EnumMap<>(Step.class);

    /** Where a step stands in a plan. */
    sealed interface Place {

        record Forward(int at, Stage stage) implements Place {}

        /** Takes a stage back. */
        record Undoing(int at, Stage.Undoable stage) implements Place {}

        /** Gets what the refused stage left owed. */
        record Collecting(int at, Stage.Due stage) implements Place {}

        /** Holds it once more, to be collected. */
        record HoldingAgain(int at, Stage.Due stage) implements Place {}
    }

    private Plan(List<Stage> stages) {
        this.stages = List.copyOf(stages);
        int pivots = 0;
        for (int at = 0; at < stages.size(); at++) {
            Stage stage = stages.get(at);
            boolean inOrder =
                    switch (stage) {
                        case Stage.Undoable undoable -> pivots == 0;
                        case Stage.Pivot pivot -> pivots++ == 0;
                        case Stage.Due due -> pivots == 1;
                    };
            if (!inOrder) {
                throw new IllegalArgumentException(stage + " at " + at);
            }
            place(stage.step(), new Place.Forward(at, stage));
            if (stage instanceof Stage.Undoable undoable) {
                place(undoable.undo(), new Place.Undoing(at, undoable));
            }
            if (stage instanceof Stage.Due due && due.owed() != null) {
                place(Step.COLLECT, new Place.Collecting(at, due));
                place(Step.HOLD_AGAIN, new Place.HoldingAgain(at, due));
            }
        }
        if (pivots == 0) {
            throw new IllegalArgumentException("no pivot");
        }
    }

    static Plan of(Stage... stages) {
        return new Plan(List.of(stages));
    }

    private void place(Step step, Place place) {
        if (places.put(step, place) != null) {
            throw new IllegalArgumentException(step + " stands in it twice");
        }
    }

    List<Stage> stages() {
        return stages;
    }

    Step first() {
        return stages.getFirst().step();
    }

    /** Empty for a step that is none of this plan's. */
    Optional<Place> placeOf(Step step) {
        return Optional.ofNullable(places.get(step));
    }

    /** The stage after that one. */
    Optional<Stage> after(int at) {
        return at + 1 < stages.size() ? Optional.of(stages.get(at + 1)) : Optional.empty();
    }

    /** What has to be taken back first when the stage at that place has no effect. */
    Optional<Stage.Undoable> undoableBefore(int at) {
        return at > 0 && stages.get(at - 1) instanceof Stage.Undoable undoable
                ? Optional.of(undoable)
                : Optional.empty();
    }

    /** What has to be taken back next when that stage has been. */
    Optional<Stage.Undoable> undoableAfter(Place.Undoing undone) {
        return undoableBefore(undone.stage().takesOver() ? undone.at() - 1 : undone.at());
    }

    /** Whether nobody can do without it: it undoes something, or comes after the pivot. */
    boolean hasToHappen(Step step) {
        return switch (places.get(step)) {
            case null -> false;
            case Place.Undoing undoing -> true;
            case Place.Collecting collecting -> true;
            case Place.HoldingAgain again -> true;
            case Place.Forward forward -> forward.stage() instanceof Stage.Due;
        };
    }

    /** Whether what was wanted is done in this state, with something left to do. */
    boolean isPastPivot(PaymentState state) {
        return Step.awaitedIn(state)
                .map(places::get)
                .filter(
                        place ->
                                switch (place) {
                                    case Place.Forward(var at, var stage) ->
                                            stage instanceof Stage.Due;
                                    case Place.Undoing undoing -> false;
                                    case Place.Collecting collecting -> true;
                                    case Place.HoldingAgain again -> true;
                                })
                .isPresent();
    }

    /** Whether a step takes back what was done before the pivot. */
    boolean takesBack(Step step) {
        return places.get(step) instanceof Place.Undoing;
    }

    /** Whether a step is one of those that lead to what is wanted and can be given up still. */
    boolean isBeforePivot(Step step) {
        return places.get(step) instanceof Place.Forward(var at, var stage)
                && !(stage instanceof Stage.Due);
    }
}
