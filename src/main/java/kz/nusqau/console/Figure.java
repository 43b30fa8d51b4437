package kz.nusqau.console;

/**
 * One figure of the overview.
 *
 * @param of which bind, queue, counterparty or partner; empty for the hub
 */
record Figure(Measure measure, String of) {

    static Figure of(Measure measure) {
        return new Figure(measure, "");
    }
}
