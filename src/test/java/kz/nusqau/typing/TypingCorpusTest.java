package kz.nusqau.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What people mean when they mistype, and what is made of it: never another service, never another
 * amount, never another account.
 */
@Tag("R-INS-2")
class TypingCorpusTest {

    private static final Path PAGE = Path.of("src/docs/typing.md");
    private static final long SEED = Long.getLong("typing.seed", 2323);
    private static final int TEXTS_PER_WORD = Integer.getInteger("typing.texts", 25);

    private static Tally tally;

    @BeforeAll
    static void readTheCorpus() {
        System.out.printf("typing.seed=%d typing.texts=%d%n", SEED, TEXTS_PER_WORD);
        tally = Tally.of(new Corpus(SEED, TEXTS_PER_WORD));
        for (Slip slip : Slip.values()) {
            System.out.printf(
                    "%-16s %9d texts, %6.2f %% %s%n",
                    slip, tally.texts(slip), tally.wanted(slip), slip.wanted());
        }
    }

    @Test
    void takesNoTextForAnotherServiceAmountOrAccount() {
        assertThat(tally.wrong()).isEmpty();
    }

    @Test
    void understandsAsMuchAsItEverDid() {
        var softly = new SoftAssertions();
        for (Slip slip : Slip.values()) {
            softly.assertThat(tally.texts(slip)).as("texts of %s", slip).isPositive();
            softly.assertThat(tally.wanted(slip))
                    .as("percent %s of %s", slip.wanted(), slip)
                    .isGreaterThanOrEqualTo(slip.least());
        }
        softly.assertAll();
    }

    /** The page shows the short form; the long form is for finding faults. */
    @Test
    void isShownOnThePage() throws IOException {
        if (SEED != 2323 || TEXTS_PER_WORD != 25) {
            return;
        }
        String written = Files.readString(PAGE);
        int from = written.indexOf("<!-- corpus -->\n") + "<!-- corpus -->\n".length();
        String page =
                written.substring(0, from)
                        + tally.table()
                        + written.substring(written.indexOf("<!-- end -->", from));
        if (Boolean.getBoolean("nusqau.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("out of date; renew with -Dtest=TypingCorpusTest -Dnusqau.docs.write=true")
                .isEqualTo(page);
    }
}
