package kz.nusqau.typing;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Reading;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that nobody means: none fails, hangs or moves money. */
@Tag("R-INS-2")
@Timeout(value = 30, unit = MINUTES, threadMode = SEPARATE_THREAD)
class TypingFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 2323);
    private static final int TEXTS = Integer.getInteger("fuzz.inputs", 20_000);
    private static final int LONGEST = 2_000;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void sayTheSeed() {
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", SEED, TEXTS);
    }

    @Test
    void startsNothingOnCharactersAtRandom() {
        for (int i = 0; i < TEXTS; i++) {
            String text = anyCharacters(random.nextInt(random.nextInt(20) == 0 ? LONGEST : 80));

            assertThat(movesMoney(read(text))).as(escaped(text)).isFalse();
        }
    }

    @Test
    void readsWhatItCanOfADamagedTextAndFailsOnNone() {
        var keywords = Wishes.beginnings();
        var wishes = new Wishes(random);
        for (int i = 0; i < TEXTS; i++) {
            var wish = wishes.beginningWith(Letters.pick(keywords, random));
            var text = new StringBuilder(wish.text());
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                text.insert(
                        random.nextInt(text.length() + 1), anyCharacters(1 + random.nextInt(3)));
            }

            assertThat(read(text.toString())).as(escaped(text.toString())).isNotNull();
        }
    }

    /** What is slow to compare is tried at full length: words, halves of words, numbers, signs. */
    @Test
    void readsTheLongestTextsToTheirEnd() {
        var pieces =
                List.of(
                        "а",
                        "аб ",
                        "бал ",
                        "балан ",
                        "перево ",
                        "1 ",
                        "1.",
                        "7 701 ",
                        "KZ",
                        "N4 ",
                        ",fkfy ",
                        "n3k ",
                        "0fkls ",
                        "төлемд",
                        "отмена п",
                        "\uFDFA",
                        "\u0301",
                        "\uD800",
                        "\u202E",
                        "\0",
                        "👨‍👩‍👧",
                        "-",
                        "₸",
                        "9",
                        " ");
        for (String piece : pieces) {
            for (String start :
                    List.of("", "баланс ", "отмена ", "жалоба N48KX2 ", "alma ", "вывод KZ")) {
                String text = start + piece.repeat(LONGEST);

                assertThat(movesMoney(read(text.substring(0, 1_600)))).as(text).isFalse();
                assertThat(movesMoney(read(text))).as(text).isFalse();
            }
        }
    }

    private String anyCharacters(int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            switch (random.nextInt(9)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) (0x400 + random.nextInt(0x130)));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.append((char) (0x2000 + random.nextInt(0x70)));
                case 4 -> text.append((char) (0x300 + random.nextInt(0x70)));
                case 5 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 6 -> text.append(random.nextInt(10));
                case 7 -> text.append(Letters.emoji(random));
                default -> text.append((char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }

    private Reading read(String text) {
        var command = Letters.pick(new ArrayList<>(List.of(Command.values())), random);
        // A number alone is an amount where amounts are expected; nobody else's money is meant
        // here.
        boolean takesAmounts = command == Command.TOP_UP || command == Command.APP_STORE;
        return CatalogueForTests.parser()
                .read(
                        text,
                        new ReadingContext(
                                takesAmounts ? Optional.empty() : Optional.of(command),
                                random.nextBoolean(),
                                Language.RU));
    }

    private static boolean movesMoney(Reading reading) {
        return reading instanceof Reading.Understood(var instruction, var guess)
                && switch (instruction) {
                    case Instruction.Pay pay -> true;
                    case Instruction.TopUp topUp -> true;
                    case Instruction.Send send -> true;
                    case Instruction.Redeem redeem -> true;
                    case Instruction.Refund refund -> true;
                    case Instruction.OwnTransfer own -> true;
                    case Instruction.BankTransfer transfer -> true;
                    case Instruction.AutopaySet set -> true;
                    case Instruction.AppStorePayment payment -> true;
                    case Instruction.Approve approve -> true;
                    case Instruction.Confirm confirm -> false;
                    default -> false;
                };
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
