package kz.nusqau.reconciliation;

/** What came of a file that somebody brought. */
sealed interface ImportOutcome {

    /** Taken in and matched. */
    record Imported(DayFileView file) implements ImportOutcome {}

    /** This very file was taken in before; nothing changed. */
    record Repeated(DayFileView file) implements ImportOutcome {}

    /** Another file of that day was taken in before; this one was not. */
    record AnotherFile(DayFileView file) implements ImportOutcome {}

    /** The day is not over. */
    record TooEarly() implements ImportOutcome {}
}
