package kz.nusqau.shared;

/**
 * The message itself is at fault: no retry helps, it goes to the failed-message desk with its
 * cause.
 */
public class PoisonMessage extends RuntimeException {

    public PoisonMessage(String message) {
        super(message);
    }

    public PoisonMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
