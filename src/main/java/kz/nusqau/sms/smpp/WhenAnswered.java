package kz.nusqau.sms.smpp;

/** Who waits for what becomes of a submit_sm. */
@FunctionalInterface
interface WhenAnswered {

    /** Called once, also where no answer came in time. */
    void accept(SubmitResult result);

    /** Called after {@link #accept} where the answer came after all: the SMSC has it. */
    default void acceptedLate(SubmitResult.Accepted result) {
        // Nobody needs to know.
    }
}
