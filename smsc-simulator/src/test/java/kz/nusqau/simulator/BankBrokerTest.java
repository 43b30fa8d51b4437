package kz.nusqau.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BankBrokerTest {

    @Test
    void servesNobodyUnlessTheEnvironmentNamesABroker() {
        assertThat(BankBroker.of(Map.of())).isEmpty();
    }

    @Test
    void logsEachBankInUnderItsName() {
        var broker =
                BankBroker.of(
                                Map.of(
                                        "SIMULATOR_BROKER_URL", "tcp://127.0.0.1:61616",
                                        "SIMULATOR_KASPI_PASSWORD", "one",
                                        "SIMULATOR_HALYK_USER", "halyk",
                                        "SIMULATOR_HALYK_PASSWORD", "other",
                                        "SIMULATOR_SETTLE_AT_ONCE", "false"))
                        .orElseThrow();

        assertThat(broker)
                .isEqualTo(
                        new BankBroker(
                                "tcp://127.0.0.1:61616",
                                new BankBroker.Login("bank-kaspi", "one"),
                                new BankBroker.Login("halyk", "other"),
                                false));
        assertThat(broker.toString()).doesNotContain("one").doesNotContain("other");
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThatThrownBy(() -> BankBroker.of(Map.of("SIMULATOR_BROKER_URL", "tcp://127.0.0.1:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SIMULATOR_KASPI_PASSWORD");
    }
}
