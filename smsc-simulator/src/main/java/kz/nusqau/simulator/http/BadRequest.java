package kz.nusqau.simulator.http;

/** What can't be done, said to the caller. */
public final class BadRequest extends RuntimeException {

    private final int status;

    public BadRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
