package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-INS-5")
class PaymentNumbersTest {

    @Test
    void neverGivesANumberTwice() {
        var numbers = new HashSet<String>();
        for (var place = 1; place <= 100_000; place++) {
            assertThat(numbers.add(PaymentNumbers.of(place))).isTrue();
        }
    }

    @Test
    void givesTenCharactersThatItAcceptsItself() {
        for (var place : new long[] {1, 2, 23, 999_999, 170_000_000}) {
            assertThat(PaymentNumbers.of(place)).hasSize(10).matches(PaymentNumbers::isValid);
        }
    }

    @Test
    void findsEveryWrongCharacter() {
        var number = PaymentNumbers.of(4711);
        for (var i = 1; i < number.length(); i++) {
            for (var other : PaymentNumbers.ALPHABET.toCharArray()) {
                var wrong = number.substring(0, i) + other + number.substring(i + 1);
                assertThat(PaymentNumbers.isValid(wrong)).isEqualTo(wrong.equals(number));
            }
        }
    }

    @Test
    void findsEveryExchangeOfTwoCharacters() {
        var number = PaymentNumbers.of(4711);
        for (var i = 1; i < number.length(); i++) {
            for (var j = i + 1; j < number.length(); j++) {
                var exchanged = new StringBuilder(number);
                exchanged.setCharAt(i, number.charAt(j));
                exchanged.setCharAt(j, number.charAt(i));
                var same = exchanged.toString().equals(number);
                assertThat(PaymentNumbers.isValid(exchanged.toString())).isEqualTo(same);
            }
        }
    }

    @Test
    void acceptsNoOtherShape() {
        assertThat(PaymentNumbers.isValid("")).isFalse();
        assertThat(PaymentNumbers.isValid("N12345678")).isFalse();
        assertThat(PaymentNumbers.isValid("M" + PaymentNumbers.of(1).substring(1))).isFalse();
        assertThat(PaymentNumbers.isValid(PaymentNumbers.of(1) + "2")).isFalse();
    }
}
