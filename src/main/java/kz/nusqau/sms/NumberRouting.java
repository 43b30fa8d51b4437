package kz.nusqau.sms;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** By which link a number is reached, as the configuration says. */
@Component
class NumberRouting {

    private static final Logger LOG = LoggerFactory.getLogger(NumberRouting.class);

    private final @Nullable Path file;
    private final Optional<String> otherwise;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("number-routing").daemon(true).factory());
    private volatile PortedNumbers ported = PortedNumbers.NONE;
    private @Nullable FileTime readAs;

    NumberRouting(RoutingProperties properties) {
        this.file = properties.portedNumbers();
        this.otherwise =
                Optional.ofNullable(properties.otherwise()).filter(link -> !link.isBlank());
        if (file != null) {
            try {
                readIfChanged(file);
            } catch (IOException e) {
                throw new UncheckedIOException("nusqau.routing.ported-numbers: " + e, e);
            }
            long every = properties.lookEvery().toMillis();
            var unused =
                    thread.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        }
    }

    /** Empty where nothing is known of the number. */
    Optional<String> linkOf(Msisdn phone) {
        return ported.linkOf(phone).or(() -> otherwise);
    }

    /** A file that can't be read changes nothing. */
    void look() {
        var present = file;
        try {
            if (present != null) {
                readIfChanged(present);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("ported numbers stay as they were: {}", e.toString());
        }
    }

    private synchronized void readIfChanged(Path present) throws IOException {
        var changed = Files.getLastModifiedTime(present);
        if (changed.equals(readAs)) {
            return;
        }
        ported = PortedNumbers.read(present);
        readAs = changed;
        LOG.info("{} ported numbers are known", ported.size());
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
