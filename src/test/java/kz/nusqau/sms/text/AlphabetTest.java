package kz.nusqau.sms.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphabetTest {

    @Test
    void writesTheCharactersThatLatin1GetsWrong() {
        assertThat(Alphabet.GSM7.encode("@$_[€"))
                .containsExactly(0, 2, 0x11, 0x1B, 0x3C, 0x1B, 0x65);
    }

    @Test
    void readsAnUnknownEscapeAsTheBasicCharacter() {
        assertThat(Gsm7.decode(new byte[] {0x1B, 0x41, 0x1B, 0x1B, 0x1B})).isEqualTo("A  ");
    }

    @Test
    void takesTheSmallAlphabetOnlyWhenNothingIsLost() {
        assertThat(Alphabet.GSM7.orUcs2For("Balance 98,499.50 KZT ~ €")).isEqualTo(Alphabet.GSM7);
        assertThat(Alphabet.GSM7.orUcs2For("Balance 98,499.50 ₸")).isEqualTo(Alphabet.UCS2);
        assertThat(Alphabet.GSM7.orUcs2For("Çç")).isEqualTo(Alphabet.UCS2);
        assertThat(Alphabet.LATIN1.orUcs2For("@alma_1 $5 Çç\n")).isEqualTo(Alphabet.LATIN1);
        assertThat(Alphabet.LATIN1.orUcs2For("5 €")).isEqualTo(Alphabet.UCS2);
    }

    @Test
    void refusesHalvesOfCharacters() {
        assertThat(Alphabet.UCS2.decode(new byte[] {0x04, 0x3F, 0x04})).isEmpty();
        assertThat(Alphabet.UCS2.decode(new byte[] {(byte) 0xD8, 0x3D})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, LATIN1",
        "1, LATIN1",
        "3, LATIN1",
        "8, UCS2",
        "16, LATIN1",
        "24, UCS2",
        "240, GSM7",
        "241, GSM7"
    })
    void knowsWhatADataCodingStandsFor(int dataCoding, Alphabet expected) {
        assertThat(Alphabet.of(dataCoding, Alphabet.LATIN1)).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({"2", "4", "5", "6", "14", "192", "245"})
    void takesBinaryDataForNoText(int dataCoding) {
        assertThat(Alphabet.of(dataCoding, Alphabet.GSM7)).isEmpty();
    }

    @Property
    void readsWhateverComes(@ForAll byte[] octets) {
        assertThat(Gsm7.decode(octets).length()).isLessThanOrEqualTo(octets.length);
    }

    @Property
    void readsBackWhatItWrote(@ForAll String text) {
        if (Gsm7.fits(text)) {
            assertThat(Gsm7.decode(Gsm7.encode(text))).isEqualTo(text);
        }
    }
}
