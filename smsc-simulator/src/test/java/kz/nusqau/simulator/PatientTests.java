package kz.nusqau.simulator;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How tests await: for as long as a busy machine may take, which costs nothing where all goes well,
 * and looking often, as most of it has happened in milliseconds. JUnit finds this by itself.
 */
public final class PatientTests implements BeforeAllCallback {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Loaded is enough.
    }
}
