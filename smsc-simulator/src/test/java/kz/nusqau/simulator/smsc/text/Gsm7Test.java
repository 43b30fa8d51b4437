package kz.nusqau.simulator.smsc.text;

import static org.assertj.core.api.Assertions.assertThat;

import kz.nusqau.simulator.smsc.pdu.Octets;
import org.junit.jupiter.api.Test;

class Gsm7Test {

    @Test
    void readsBackEverySeptet() {
        for (int septet = 0; septet < 128; septet++) {
            if (septet == 0x1B) {
                continue;
            }
            var octets = Octets.of((byte) septet);
            var text = Alphabet.GSM7.decode(octets);

            assertThat(text).hasSize(1);
            assertThat(Alphabet.GSM7.encode(text)).isEqualTo(octets);
        }
    }

    @Test
    void writesWhatLatin1WouldGetWrong() {
        assertThat(Alphabet.GSM7.encode("@$_£")).isEqualTo(Octets.ofHex("00 02 11 01"));
    }

    @Test
    void writesExtensionWithEscape() {
        assertThat(Alphabet.GSM7.encode("[€]")).isEqualTo(Octets.ofHex("1B3C 1B65 1B3E"));
        assertThat(Alphabet.GSM7.decode(Octets.ofHex("1B3C 1B65 1B3E"))).isEqualTo("[€]");
    }

    @Test
    void readsUnknownEscapeAsBasicCharacter() {
        assertThat(Alphabet.GSM7.decode(Octets.ofHex("1B41 1B"))).isEqualTo("A");
    }

    @Test
    void choosesAlphabetLikeAPhone() {
        assertThat(Alphabet.fitting("oplata 1500tg {€}")).isEqualTo(Alphabet.GSM7);
        assertThat(Alphabet.fitting("теңге")).isEqualTo(Alphabet.UCS2);
        assertThat(Alphabet.fitting("ok 👍")).isEqualTo(Alphabet.UCS2);
    }

    @Test
    void readsAlphabetFromDataCoding() {
        assertThat(Alphabet.ofDataCoding(0, Alphabet.LATIN1)).isEqualTo(Alphabet.LATIN1);
        assertThat(Alphabet.ofDataCoding(3, Alphabet.GSM7)).isEqualTo(Alphabet.LATIN1);
        assertThat(Alphabet.ofDataCoding(8, Alphabet.GSM7)).isEqualTo(Alphabet.UCS2);
        assertThat(Alphabet.ofDataCoding(0x18, Alphabet.GSM7)).isEqualTo(Alphabet.UCS2);
        assertThat(Alphabet.ofDataCoding(0xF0, Alphabet.LATIN1)).isEqualTo(Alphabet.GSM7);
        assertThat(Alphabet.ofDataCoding(0xF5, Alphabet.GSM7)).isEqualTo(Alphabet.LATIN1);
    }
}
