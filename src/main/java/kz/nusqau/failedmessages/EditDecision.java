package kz.nusqau.failedmessages;

/**
 * What became of the wish to decide about an edit.
 *
 * @param edit as it stands now
 */
public record EditDecision(Result result, EditView edit) {

    public enum Result {
        DONE,
        /** Who proposed it doesn't decide about it. */
        OWN,
        /** Only who proposed it takes it back. */
        NOT_OWN,
        /** It was decided before, or is void. */
        OVER
    }
}
