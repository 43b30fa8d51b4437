package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kz.nusqau.platform.StartRefused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-SC-1")
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "7701, 7701",
        "7701, +7701",
        "+77014589654, 77014589654",
        "mobimoney, mobimoney",
        "7700-7709, 7700",
        "7700-7709, 7709",
        "77*, 77",
        "77*, 7701",
    })
    void carriesWhatIsNamed(String written, String address) {
        assertThat(of(written).carry(address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "7701, 7702",
        "7701, 77011",
        "mobimoney, mobimone",
        "7700-7709, 7710",
        "7700-7709, 77005",
        "77*, 7",
        "77*, mobimoney",
    })
    void carriesNothingElse(String written, String address) {
        assertThat(of(written).carry(address)).isFalse();
    }

    @Test
    void carriesAllWhenNothingIsNamed() {
        assertThat(Addresses.ALL.carry("5505")).isTrue();
        assertThat(Addresses.ALL.carryAllOf(of("7701"))).isTrue();
        assertThat(of("7701").carryAllOf(Addresses.ALL)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "7700-7709, 7701, true",
        "77*, 7700-7709, true",
        "77*, 770*, true",
        "770*, 77*, false",
        "7700-7709, 7700-7710, false",
        "7700-7709, 770*, false",
    })
    void knowsWhatCanStandInForIt(String ours, String theirs, boolean all) {
        assertThat(of(ours).carryAllOf(of(theirs))).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7709-7700", "770-7709", "77-", "*", "a-name-of-12", "7?01"})
    void refusesWhatCannotBeMeant(String written) {
        assertThatThrownBy(() -> of("7701", written))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("key[1]=" + written);
    }

    private static Addresses of(String... written) {
        return Addresses.of("key", List.of(written));
    }
}
