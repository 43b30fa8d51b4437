package kz.nusqau.simulator.counterparty;

/** Clients' references have the form {@code instruction/step/generation}. */
public final class References {

    private References() {}

    /** What comes before the first slash, or all of it. */
    public static String instructionOf(String reference) {
        var slash = reference.indexOf('/');
        return slash < 0 ? reference : reference.substring(0, slash);
    }
}
