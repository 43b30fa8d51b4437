package kz.nusqau.bench;

import java.io.IOException;
import kz.nusqau.reconciliation.ReconciliationBench;

/** Starts {@link ReconciliationBench} by a name of this package. */
public final class ReconciliationSpeed {

    private ReconciliationSpeed() {}

    public static void main(String... arguments) throws IOException {
        ReconciliationBench.main(arguments);
    }
}
