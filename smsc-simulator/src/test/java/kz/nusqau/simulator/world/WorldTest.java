package kz.nusqau.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {

    private final World world = World.demo();

    @ParameterizedTest
    @CsvSource({
        "77010000000, ACTIV",
        "77019999999, ACTIV",
        "77020000000, KCELL",
        "77020999999, KCELL",
    })
    void knowsEveryNumberOfItsRanges(String msisdn, Subscriber.Brand brand) {
        var subscriber = subscriber(msisdn);

        assertThat(subscriber).isEqualTo(Subscriber.ordinary(msisdn));
        assertThat(subscriber.brand()).isEqualTo(brand);
        assertThat(subscriber.balance()).isEqualTo(Amount.parse("100000.00"));
        assertThat(subscriber.settlement()).isEqualTo(Subscriber.Settlement.PREPAID);
        assertThat(subscriber.owner()).isEqualTo(Subscriber.Owner.NATURAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "77009999999",
                "77021000000",
                "77025000000",
                "77025000011",
                "77051234567",
                "7701123456",
                "770112345678",
                "7701123456x",
                "",
            })
    void knowsNobodyElse(String msisdn) {
        assertThat(world.subscriber(msisdn)).isEmpty();
    }

    @Test
    void knowsTheSecondOperatorsWhereThereIsOne() {
        var both = World.ofTwoOperators();

        assertThat(both.subscriber("77050000000").orElseThrow().brand())
                .isEqualTo(Subscriber.Brand.BEELINE);
        assertThat(both.subscriber("77059999999")).isPresent();
        assertThat(both.subscriber("77060000000")).isEmpty();
        assertThat(both.subscriber("77011234567")).isEqualTo(world.subscriber("77011234567"));
        assertThat(both.specials()).isEqualTo(world.specials());
    }

    @Test
    void knowsTheSpecialOnes() {
        assertThat(subscriber("77025000001").debt()).isTrue();
        assertThat(subscriber("77025000002").blocked()).isTrue();
        assertThat(subscriber("77025000003").balance()).isEqualTo(Amount.tenge(100));
        assertThat(subscriber("77025000004").owner()).isEqualTo(Subscriber.Owner.LEGAL);
        assertThat(subscriber("77025000005").roaming()).isTrue();
        assertThat(subscriber("77025000005").brand()).isEqualTo(Subscriber.Brand.KCELL);
        assertThat(subscriber("77015000006").roaming()).isTrue();
        assertThat(subscriber("77015000006").brand()).isEqualTo(Subscriber.Brand.ACTIV);
        assertThat(subscriber("77025000007").balance()).isEqualTo(Amount.ZERO);
        assertThat(subscriber("77025000007").bonus()).isEqualTo(Amount.tenge(50_000));
        assertThat(subscriber("77025000008").settlement()).isEqualTo(Subscriber.Settlement.CREDIT);
        assertThat(subscriber("77025000009").sanctioned()).isTrue();
        assertThat(subscriber("77025000010").simChangedAgo()).contains(Duration.ofHours(1));
        assertThat(world.specials()).hasSize(10);
    }

    @Test
    void givesEveryPersonAnEntryOfTheirOwnThatTellsNothing() {
        var one = subscriber("77011234567").registryId();

        assertThat(one).isEqualTo(subscriber("77011234567").registryId()).doesNotContain("7701");
        assertThat(one).isNotEqualTo(subscriber("77011234568").registryId());
    }

    @ParameterizedTest
    @CsvSource({
        "alma, 7273001123, true",
        "alma, 7273001124, false",
        "alma, 727300112, false",
        "su, 12345678, true",
        "su, 1234567, false",
        "su, 1234567a, false",
        "tel, 77071234567, true",
        "tel, +77071234567, false",
        "tel, 79071234567, false",
        "kalaesp, 900101300126, true",
        "kalaesp, 900101300127, false",
        "kalaesp, 90010130012, false",
        "aulesp, 900101300126, true",
    })
    void checksRequisitesAsTheirProvidersDo(String provider, String requisite, boolean accepted) {
        assertThat(provider(provider).requisite().accepts(requisite)).isEqualTo(accepted);
    }

    @Test
    void weighsAnIinAgainWhereTheFirstWeightsGiveTen() {
        assertThat(Requisite.IIN.accepts(withSecondWeights())).isTrue();
    }

    private static String withSecondWeights() {
        int[] first = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        int[] second = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
        for (var number = 90010130000L; ; number++) {
            var digits = "%011d".formatted(number);
            var check = weighed(digits, second) % 11;
            if (weighed(digits, first) % 11 == 10 && check < 10) {
                return digits + check;
            }
        }
    }

    private static int weighed(String digits, int[] weights) {
        var sum = 0;
        for (var i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }

    @Test
    void demandsTheCumulativePaymentOfTheYear() {
        var day = LocalDate.of(2026, 11, 21);

        assertThat(provider("kalaesp").demanded(day)).contains(Amount.tenge(4_325));
        assertThat(provider("aulesp").demanded(day)).contains(Amount.tenge(2_163));
        assertThat(provider("kalaesp").demanded(day.minusYears(1))).contains(Amount.tenge(3_932));
        assertThat(provider("kalaesp").demanded(day.plusYears(50))).isEmpty();
        assertThat(provider("alma").demanded(day)).isEmpty();
    }

    @Test
    void readsAndWritesAmounts() {
        assertThat(Amount.parse("1500.05")).hasToString("1500.05").isEqualTo(new Amount(150_005));
        assertThat(Amount.parse("0.00")).isEqualTo(Amount.ZERO);
        for (var wrong : new String[] {"", "1", "1.5", "1,50", "-1.00", ".50", "1.500", "a.00"}) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Amount.parse(wrong));
        }
    }

    private Subscriber subscriber(String msisdn) {
        return world.subscriber(msisdn).orElseThrow();
    }

    private Provider provider(String code) {
        return world.provider(code).orElseThrow();
    }
}
