package kz.nusqau.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.junit.jupiter.api.Test;

/** How an external broker, or a pair, is reached. */
class BrokerConfigurationTest {

    private static final String PAIR = "(tcp://one:61616,tcp://two:61617)?ha=true";

    @Test
    void looksForWhoeverTakesOverOnceASecondForTwentySeconds() {
        var factory = BrokerConfiguration.external(at(PAIR));

        double waited = 0;
        double interval = factory.getRetryInterval();
        for (int attempt = 1; attempt < factory.getReconnectAttempts(); attempt++) {
            assertThat(interval).isLessThanOrEqualTo(1_000);
            waited += interval;
            interval =
                    Math.min(
                            interval * factory.getRetryIntervalMultiplier(),
                            factory.getMaxRetryInterval());
        }
        assertThat(waited).isGreaterThan(20_000);
    }

    @Test
    void waitsForNoBrokerLongerThanTheDatabaseWaits() {
        var factory = BrokerConfiguration.external(at(PAIR));

        assertThat(factory.getCallTimeout()).isLessThan(10_000);
        assertThat(factory.getCallFailoverTimeout()).isLessThan(10_000);
        assertThat(factory.getStaticConnectors())
                .hasSize(2)
                .allSatisfy(
                        broker ->
                                assertThat(broker.getParams())
                                        .containsEntry(
                                                TransportConstants.NETTY_CONNECT_TIMEOUT, 3_000));
    }

    /** What a broker says of itself takes the place of what the address says. */
    @Test
    void hearsTheSameFromPairs() throws IOException {
        var pair = new Properties();
        try (var file = Files.newBufferedReader(Path.of("src/ops/broker/pair/pair.properties"))) {
            pair.load(file);
        }

        assertThat(pair)
                .containsEntry(
                        "connectorConfigurations.own.params."
                                + TransportConstants.NETTY_CONNECT_TIMEOUT,
                        "3000");
    }

    @Test
    void noticesASilentBrokerWithinTwelveSeconds() {
        var factory = BrokerConfiguration.external(at(PAIR));

        assertThat(2 * factory.getConnectionTTL()).isLessThanOrEqualTo(12_000);
        assertThat(3 * factory.getClientFailureCheckPeriod())
                .as("some of which a line may lose")
                .isLessThanOrEqualTo(factory.getConnectionTTL());
    }

    @Test
    void leavesAloneWhatTheAddressSays() {
        var factory =
                BrokerConfiguration.external(
                        at(
                                PAIR
                                        + "&callTimeout=2000&callFailoverTimeout=3000&reconnectAttempts=4"));

        assertThat(factory.getCallTimeout()).isEqualTo(2_000);
        assertThat(factory.getCallFailoverTimeout()).isEqualTo(3_000);
        assertThat(factory.getReconnectAttempts()).isEqualTo(4);
    }

    private static BrokerProperties at(String url) {
        return new BrokerProperties(url, "hub", "", 0, List.of(), List.of(), null);
    }
}
