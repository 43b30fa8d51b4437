package kz.nusqau.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.MoneyText;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every text. */
@Tag("R-INS-1")
class InstructionParserPropertyTest {

    private static final List<String> PIECES =
            List.of(
                    "оплата",
                    "pay",
                    "alma",
                    "су",
                    "tel",
                    "Kalaesp",
                    "topup",
                    "аудару",
                    "вывод",
                    "себе",
                    "autopay",
                    "стоп",
                    "баланс",
                    "әмиян",
                    "kaspi",
                    "тг",
                    "₸",
                    "usd",
                    "kzt",
                    "7273001123",
                    "12345678",
                    "77011234567",
                    "900101300126",
                    "1500",
                    "1 500",
                    "1.500",
                    "500",
                    "0",
                    "1",
                    "482913",
                    "4417",
                    "5",
                    "8 701 123 45 67",
                    "500тг",
                    "KZ41722C000000000001",
                    "N48KX2",
                    "чек",
                    "жалоба",
                    "?",
                    "-",
                    ",",
                    ".",
                    "*",
                    "не",
                    "½",
                    "²",
                    "нет",
                    "да",
                    "тіл",
                    "көмек",
                    "код",
                    "растау");

    @Property(tries = 3000)
    void readsEveryTextWithoutFailing(@ForAll String text, @ForAll Command command) {
        assertThat(read(text, command, true)).isNotNull();
        assertThat(read(text, command, false)).isNotNull();
    }

    @Property(tries = 5000)
    void neverTakesAnAmountThatIsNotInTheText(
            @ForAll("instructionLikeTexts") String text,
            @ForAll Command command,
            @ForAll boolean challengeOpen) {
        amountsOf(read(text, command, challengeOpen))
                .forEach(
                        amount ->
                                assertThat(isWritten(amount, text))
                                        .as("%s in %s", amount, text)
                                        .isTrue());
    }

    @Property
    void readsEveryAmountThatItWrites(
            @ForAll @LongRange(min = 1, max = 99_999_999_999L) long tiyn,
            @ForAll Language language) {
        var amount = Money.tiyn(tiyn);

        var reading = read("topup " + MoneyText.of(amount, language), null, false);

        assertThat(reading).isInstanceOf(Reading.Understood.class);
        assertThat(amountsOf(reading)).containsExactly(amount);
    }

    @Property
    void acceptsExactlyTheAccountsWhoseCheckDigitIsRight(
            @ForAll @LongRange(min = 0, max = 999_999_999L) long body,
            @ForAll @IntRange(max = 9) int last) {
        String digits = "%09d".formatted(body);
        int sum = digits.chars().map(c -> c - '0').sum() % 10;

        var reading = read("alma %s%d 1500".formatted(digits, last), null, false);

        if (sum == last) {
            assertThat(CatalogueForTests.shortForm(reading))
                    .isEqualTo("pay alma account=%s%d 1500.00".formatted(digits, last));
        } else {
            assertThat(CatalogueForTests.shortForm(reading)).isEqualTo("invalid requisite.account");
        }
    }

    @Property
    void readsTheSameHoweverLettersAreMixed(@ForAll("payments") String text) {
        var expected = CatalogueForTests.shortForm(read(text, null, false));

        assertThat(CatalogueForTests.shortForm(read(text.toUpperCase(Locale.ROOT), null, false)))
                .isEqualTo(expected);
        assertThat(CatalogueForTests.shortForm(read(lookAlikes(text), null, false)))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> instructionLikeTexts() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .flatMap(
                        pieces ->
                                Arbitraries.of(" ", "  ", ",", "", "-", ";", " - ", ".", "\n")
                                        .map(gap -> String.join(gap, pieces)));
    }

    @Provide
    Arbitrary<String> payments() {
        return Combinators.combine(
                        Arbitraries.of("", "оплата ", "төлем ", "pay ", "oplata "),
                        Arbitraries.of("alma", "алма"),
                        Arbitraries.of("1500", "1 500", "1500,50", "1.500", "1500тг", ""))
                .as((command, provider, amount) -> command + provider + " 7273001123 " + amount);
    }

    private static Reading read(String text, Command command, boolean challengeOpen) {
        return CatalogueForTests.parser()
                .read(
                        text,
                        new ReadingContext(
                                Optional.ofNullable(command), challengeOpen, Language.RU));
    }

    private static List<Money> amountsOf(Reading reading) {
        return switch (reading) {
            case Reading.Understood understood -> amounts(understood.instruction()).toList();
            case Reading.Ambiguous ambiguous ->
                    ambiguous.candidates().stream()
                            .flatMap(InstructionParserPropertyTest::amounts)
                            .toList();
            default -> List.of();
        };
    }

    private static Stream<Money> amounts(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pay pay -> pay.amount().stream();
            case Instruction.TopUp topUp -> Stream.of(topUp.amount());
            case Instruction.Send send -> Stream.of(send.amount());
            case Instruction.Redeem redeem -> Stream.of(redeem.amount());
            case Instruction.Refund refund -> Stream.of(refund.amount());
            case Instruction.OwnTransfer own -> Stream.of(own.amount());
            case Instruction.BankTransfer transfer -> Stream.of(transfer.amount());
            case Instruction.AutopaySet set -> set.payment().amount().stream();
            case Instruction.AppStorePayment payment -> Stream.of(payment.amount());
            default -> Stream.empty();
        };
    }

    /** One number of the text, whole, with groups of three and decimals at most. */
    private static boolean isWritten(Money amount, String text) {
        String whole = String.valueOf(amount.minor() / 100);
        var pattern = new StringBuilder("(?<![0-9])");
        for (int i = 0; i < whole.length(); i++) {
            boolean groupStarts = i > 0 && (whole.length() - i) % 3 == 0;
            pattern.append(groupStarts ? "[ .,]?" : "").append(whole.charAt(i));
        }
        long tiyn = amount.minor() % 100;
        if (tiyn > 0) {
            pattern.append("[.,]")
                    .append("%02d".formatted(tiyn).replaceAll("0$", "0?"))
                    .append("0?");
        }
        return Pattern.compile(pattern + "(?![0-9])").matcher(text.replaceAll("\\s+", " ")).find();
    }

    private static String lookAlikes(String text) {
        return text.replace('а', 'a').replace('о', 'o').replace('е', 'e').replace('р', 'p');
    }
}
