package kz.nusqau.console;

import java.util.Locale;

/** What the overview measures: of the hub, or of each bind, queue, counterparty or partner. */
enum Measure {
    TEXTS_IN(Unit.A_SECOND, Across.SUM),
    TEXTS_OUT(Unit.A_SECOND, Across.SUM),
    PROPOSED(Unit.A_SECOND, Across.SUM),
    SETTLED(Unit.A_SECOND, Across.SUM),
    REFUSED(Unit.A_SECOND, Across.SUM),
    /**
     * From the confirmation to the paid provider: of a hundred payments all but one were faster.
     */
    RECEIPT(Unit.MILLIS, Across.MOST),
    /** Texts that wait for their answer. */
    UNANSWERED(Unit.COUNT, Across.SUM),
    /** Failed messages that wait for a person. */
    FAILURES(Unit.COUNT, Across.MOST),
    HELD(Unit.MONEY, Across.MOST),
    TRANSIT(Unit.MONEY, Across.MOST),

    BIND_RECEIVED(Unit.A_SECOND, Across.SUM),
    BIND_SENT(Unit.A_SECOND, Across.SUM),
    BIND_THROTTLED(Unit.A_SECOND, Across.SUM),
    BIND_SESSIONS(Unit.COUNT, Across.SUM),
    BIND_WAITING(Unit.COUNT, Across.SUM),

    CALLS(Unit.A_SECOND, Across.SUM),
    CALLS_FAILED(Unit.A_SECOND, Across.SUM),
    CALL(Unit.MILLIS, Across.MOST),
    COMMANDS_OPEN(Unit.COUNT, Across.MOST),

    QUEUE_DEPTH(Unit.COUNT, Across.MOST),

    PARTNER_WAITING(Unit.COUNT, Across.MOST);

    /** In what it is counted. */
    enum Unit {
        A_SECOND,
        MILLIS,
        COUNT,
        /** Minor units. */
        MONEY
    }

    /** How what several nodes say becomes one figure. */
    enum Across {
        /** Each knows a part. */
        SUM,
        /** All say the same, or the worst counts. */
        MOST
    }

    private final Unit unit;
    private final Across across;

    Measure(Unit unit, Across across) {
        this.unit = unit;
        this.across = across;
    }

    Unit unit() {
        return unit;
    }

    Across across() {
        return across;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
