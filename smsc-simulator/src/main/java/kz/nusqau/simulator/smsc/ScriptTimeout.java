package kz.nusqau.simulator.smsc;

/** What a script waited for did not come. */
public final class ScriptTimeout extends RuntimeException {

    ScriptTimeout(String message) {
        super(message);
    }
}
