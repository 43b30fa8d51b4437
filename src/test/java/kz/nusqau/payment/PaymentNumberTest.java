package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import kz.nusqau.shared.InstructionId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-INS-5")
class PaymentNumberTest {

    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    @Test
    void staysTheSameAndDiffersFromOthers() {
        InstructionId id = InstructionId.next();

        assertThat(PaymentNumber.of(id)).isEqualTo(PaymentNumber.of(id)).matches("N[2-9A-X]{12}");
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> PaymentNumber.of(InstructionId.next())))
                .doesNotHaveDuplicates();
    }

    @Test
    void betraysAWrongCharacter() {
        String number = PaymentNumber.of(InstructionId.next());

        assertThat(sum(number)).isZero();
        for (int at = 1; at < number.length(); at++) {
            char other = number.charAt(at) == 'X' ? '2' : 'X';
            assertThat(sum(number.substring(0, at) + other + number.substring(at + 1))).isNotZero();
        }
    }

    private static int sum(String number) {
        return IntStream.range(1, number.length())
                        .map(place -> place * ALPHABET.indexOf(number.charAt(place)))
                        .sum()
                % ALPHABET.length();
    }
}
