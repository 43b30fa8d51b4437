package kz.nusqau.failedmessages;

/** What became of the wish to carry out a plan. */
public sealed interface PlannedReplay {

    /** It did what the plan had said, and nothing else. */
    record Done(ReplayView view) implements PlannedReplay {}

    /**
     * It would have done something else than what was shown, so nothing was done.
     *
     * @param now what it would do now
     */
    record Outdated(ReplayPlan now) implements PlannedReplay {}
}
