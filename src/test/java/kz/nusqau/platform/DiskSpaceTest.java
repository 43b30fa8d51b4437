package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.system.DiskSpaceHealthIndicator;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** Who is told that the disk gets full, and when. */
class DiskSpaceTest {

    private static final class Kept extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }

    @Test
    void warnsWellBeforeTheBrokerMakesSendersWait() throws Exception {
        var broker = new FileConfiguration();
        new FileDeploymentManager("broker.xml").addDeployable(broker).readConfiguration();
        var hub =
                new YamlPropertySourceLoader()
                        .load("hub", new ClassPathResource("application.yaml"))
                        .getFirst();

        var warnsBelow =
                DataSize.parse((String) hub.getProperty("management.health.diskspace.threshold"));

        assertThat(broker.getMinDiskFree()).isEqualTo(DataSize.ofGigabytes(1).toBytes());
        assertThat(warnsBelow.toBytes()).isGreaterThanOrEqualTo(2 * broker.getMinDiskFree());
    }

    @Test
    void saysSoInTheLogThoughNobodyAsks() {
        Path directory = TemporaryFolder.create("disk");
        var full = new DiskSpaceHealthIndicator(directory.toFile(), DataSize.ofTerabytes(1 << 20));
        var log = (Logger) LoggerFactory.getLogger(DiskSpaceHealthIndicator.class);
        var kept = new Kept();
        kept.start();
        log.addAppender(kept);
        Recurring watch = new PlatformConfiguration().diskWatch(full);
        try {
            watch.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> !kept.events.isEmpty());
        } finally {
            watch.stop();
            log.detachAppender(kept);
        }
        assertThat(kept.events)
                .allSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN))
                .allSatisfy(
                        event ->
                                assertThat(event.getFormattedMessage())
                                        .contains(directory.toString()));
    }
}
