package kz.nusqau.reconciliation;

import java.util.Locale;

/**
 * How a line of theirs and an entry of ours differ; of several differences the first named here.
 */
enum Kind {
    MISSING_HERE,
    MISSING_THERE,
    AMOUNT,
    STATE,
    DATE;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
