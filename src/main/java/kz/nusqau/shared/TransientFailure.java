package kz.nusqau.shared;

/**
 * No effect left this process; the same message may be handled again. Mapped once in {@code
 * routes/failures.camel.yaml}.
 */
public class TransientFailure extends RuntimeException {

    public TransientFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public TransientFailure(String message) {
        super(message);
    }
}
