package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-OPS-6")
class HolderNamesTest {

    @ParameterizedTest
    @CsvSource({
        "AIGERIM S.,              Aigerim S.",
        "Айгүл С.,                Айгүл С.",
        "ӘСЕЛ Қ.,                 Әсел Қ.",
        "АЙГҮЛ СЕРІКҚЫЗЫ СӘБИТ,   Айгүл С.",
        "анна-мария в.,           Анна-мария В.",
        "Абдурахманмухаммед Ж.,   Абдурахманмуха Ж.",
        "OLGA,                    Olga",
        "'  **NURLAN**\t K*** ',   Nurlan K.",
        "TOO 123,                 Too",
    })
    void areAFirstNameAndAnInitial(String told, String shown) {
        assertThat(HolderNames.masked(told)).contains(shown);
    }

    @Test
    void areNoneWhereTheBankTellsNone() {
        assertThat(HolderNames.masked("")).isEmpty();
        assertThat(HolderNames.masked("*** - 42")).isEmpty();
    }
}
