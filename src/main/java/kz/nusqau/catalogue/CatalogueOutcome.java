package kz.nusqau.catalogue;

/**
 * What became of the wish to change a document.
 *
 * @param number of the version it is about; 0 where there is none
 */
public record CatalogueOutcome(Result result, int number) {

    /** How it ended. */
    public enum Result {
        DONE,
        /** Who drafted it doesn't approve it. */
        OWN,
        /** It is somebody else's to change. */
        NOT_OWN,
        /** It is not where it would have to be, or something else is open. */
        OVER,
        /** It can't hold; the check says why. */
        FAULTY,
        /** It is what holds already. */
        UNCHANGED,
        /** What was seen is not what there is now. */
        CHANGED
    }

    public boolean isDone() {
        return result == Result.DONE;
    }
}
