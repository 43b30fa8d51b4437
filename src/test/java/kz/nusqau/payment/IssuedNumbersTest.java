package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import kz.nusqau.shared.InstructionId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-INS-5")
class IssuedNumbersTest {

    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    @Test
    void areOfTheirInstructionAlone() {
        var numbers = new HashSet<String>();
        for (int i = 0; i < 100_000; i++) {
            numbers.add(IssuedNumbers.of(InstructionId.next()));
        }
        InstructionId id = InstructionId.next();

        assertThat(numbers).hasSize(100_000);
        assertThat(IssuedNumbers.of(id)).isEqualTo(IssuedNumbers.of(id));
    }

    @Test
    void showASlipOfThePen() {
        for (int i = 0; i < 1_000; i++) {
            String number = IssuedNumbers.of(InstructionId.next());

            assertThat(number).matches("N[" + ALPHABET + "]{13}");
            assertThat(weightedSum(number) % ALPHABET.length()).as(number).isZero();
        }
    }

    private static int weightedSum(String number) {
        int sum = 0;
        for (int place = 1; place < number.length(); place++) {
            sum += place * ALPHABET.indexOf(number.charAt(place));
        }
        return sum;
    }
}
