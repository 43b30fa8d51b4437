package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.instruction.Reading;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-INS-5")
class IssuedNumbersTest {

    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    /** Twelve times the first letter. */
    private static final long LETTERS = 7_968_954_338_916_480L;

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

            assertThat(number).matches("N[" + ALPHABET + "]{13}").containsPattern("[2-9]");
            assertThat(weightedSum(number) % ALPHABET.length()).as(number).isZero();
        }
    }

    /** The halves of these ids are the numbers whose digits, to the base of 23, are letters. */
    @ParameterizedTest
    @ValueSource(longs = {LETTERS, LETTERS + 7, LETTERS + 14})
    void alwaysHaveADigit(long half) {
        String number = IssuedNumbers.of(new InstructionId(new UUID(1, half)));

        assertThat(number).matches("N[2-9][A-Z]{11}[" + ALPHABET + "]");
        assertThat(weightedSum(number) % ALPHABET.length()).as(number).isZero();
        assertThat(CatalogueForTests.shortForm(read("чек " + number)))
                .isEqualTo("receipt " + number);
    }

    private static Reading read(String text) {
        return CatalogueForTests.parser()
                .read(text, new ReadingContext(Optional.empty(), false, Language.RU));
    }

    private static int weightedSum(String number) {
        int sum = 0;
        for (int place = 1; place < number.length(); place++) {
            sum += place * ALPHABET.indexOf(number.charAt(place));
        }
        return sum;
    }
}
