package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.system.DiskSpaceHealthIndicator;
import org.springframework.util.unit.DataSize;

/** A disk that gets full is told of, and nobody takes the hub's work away for it. */
@ExtendWith(SharedHub.class)
class DiskSpaceIT {

    private final HubUnderTest hub;
    private final OperationsClient operations;

    DiskSpaceIT(HubUnderTest hub) {
        this.hub = hub;
        operations = new OperationsClient(hub, "operations");
    }

    @Test
    void watchesTheDiskOfTheDataDirectory() {
        JsonNode disk = operations.get("/actuator/health/diskSpace").json();
        JsonNode free = operations.get("/actuator/metrics/disk.free").json();

        assertThat(disk.at("/details/path").asText()).isEqualTo(hub.dataDir().toString());
        assertThat(disk.at("/details/exists").asBoolean()).isTrue();
        assertThat(free.at("/availableTags/0/tag").asText()).isEqualTo("path");
        assertThat(free.at("/availableTags/0/values/0").asText())
                .isEqualTo(hub.dataDir().toString());
    }

    @Test
    void staysAliveAndReadyOnAFullDisk() {
        var registry = hub.bean(HealthContributorRegistry.class);
        var real = registry.unregisterContributor("diskSpace");
        registry.registerContributor(
                "diskSpace",
                new DiskSpaceHealthIndicator(
                        hub.dataDir().toFile(), DataSize.ofTerabytes(1 << 20)));
        try {
            var health = operations.get("/actuator/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/components/diskSpace/status").asText()).isEqualTo("DOWN");

            assertThat(operations.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(operations.get("/actuator/health/readiness").status()).isEqualTo(200);
        } finally {
            registry.unregisterContributor("diskSpace");
            registry.registerContributor("diskSpace", real);
        }
    }
}
