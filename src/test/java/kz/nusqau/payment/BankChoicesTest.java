package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankAccount.Restriction;
import kz.nusqau.counterparty.BankRate;
import kz.nusqau.counterparty.PayeeAccounts.Check;
import kz.nusqau.instruction.Instruction.OwnAccount;
import kz.nusqau.instruction.Instruction.OwnTransfer;
import kz.nusqau.payment.BankChoice.Chosen;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankChoicesTest {

    private static final String SETTLEMENT = "KZ00722C90000000001";

    private static final List<Holding> WORLD =
            List.of(
                    holding(
                            "kaspi",
                            account("1111", "KZT", 250_000),
                            account("2222", "USD", 1_000)),
                    holding("halyk", account("3333", "KZT", 10_000), account("4444", "RUB", 500)));

    @ParameterizedTest
    @CsvSource({
        "KZT,  USD,  KZT, kaspi 1111 kaspi 2222",
        "USD,  KZT,  USD, kaspi 2222 kaspi 1111",
        "1111, 3333, KZT, kaspi 1111 halyk 3333",
        "3333, KZT,  KZT, halyk 3333 kaspi 1111",
        "2222, 1111, USD, kaspi 2222 kaspi 1111",
    })
    @Tag("R-INS-2")
    void findsTheOnlyPairThatFits(String from, String to, String currency, String found) {
        var choice = choose(from, to, currency);

        assertThat(choice).isInstanceOf(Chosen.class);
        var move = ((Chosen) choice).move();
        assertThat(
                        "%s %s %s %s"
                                .formatted(
                                        move.bank(),
                                        BankMove.tail(move.from()),
                                        move.toBank(),
                                        BankMove.tail(move.to())))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR,  KZT,  EUR, NO_BANK_ACCOUNT",
        "9999, KZT,  KZT, NO_BANK_ACCOUNT",
        "1111, 1111, KZT, NO_BANK_ACCOUNT",
        "2222, 3333, USD, CURRENCY_MISMATCH",
        "2222, 1111, KZT, CURRENCY_MISMATCH",
        "3333, 4444, KZT, NO_RATE",
        "RUB,  KZT,  RUB, NO_RATE",
    })
    @Tag("R-INS-8")
    @Tag("R-INS-9")
    void refusesWithTheReason(String from, String to, String currency, RefusalReason reason) {
        assertThat(choose(from, to, currency)).isEqualTo(new BankChoice.Refused(reason));
    }

    @Test
    void asksWhichWhenTwoPairsFit() {
        var choice = choose("KZT", "KZT", "KZT");

        assertThat(choice)
                .isInstanceOfSatisfying(
                        BankChoice.Several.class,
                        several -> assertThat(several.byBank()).containsOnlyKeys("halyk", "kaspi"));
    }

    @Test
    @Tag("R-LIM-1")
    void countsAnotherCurrencyInTenge() {
        assertThat(((Chosen) choose("USD", "KZT", "USD")).move().counted())
                .isEqualTo(Money.tenge(520));
        assertThat(((Chosen) choose("KZT", "USD", "KZT")).move().counted())
                .isEqualTo(Money.tenge(1));
    }

    @Test
    @Tag("R-ELIG-11")
    void paysFromTheFirstTengeAccountThatCan() {
        var arrested =
                new BankAccount(
                        "KZ00722C10000001111",
                        Money.tenge(5_000),
                        List.of(new Restriction(Restriction.Kind.ARREST, Money.tenge(1))),
                        Optional.empty());
        var poor = account("5555", "KZT", 10);
        var rich = account("6666", "KZT", 5_000);
        var dollars = account("2222", "USD", 5_000);

        assertThat(payer(dollars, arrested, poor, rich)).isEqualTo(rich);
        assertThat(payer(dollars, arrested, poor)).isEqualTo(arrested);
        assertThat(choose(List.of(dollars)))
                .isEqualTo(new BankChoice.Refused(RefusalReason.NO_BANK_ACCOUNT));
    }

    @Test
    @Tag("R-INS-2")
    void sendsFromTheOnlyBankThatHoldsTenge() {
        var payee = new Check.Found("halyk", "KZ00601C10000009999", "Aigul S.");
        var kaspi = List.of(account("2222", "USD", 1_000), account("1111", "KZT", 250_000));
        var dollars = List.of(account("3333", "USD", 10_000));

        var move = ((Chosen) toAnother(Map.of("kaspi", kaspi, "halyk", dollars), payee)).move();

        assertThat(move)
                .isEqualTo(
                        new BankMove(
                                "kaspi",
                                kaspi.getLast().iban(),
                                "halyk",
                                payee.iban(),
                                Money.tenge(1_000),
                                null,
                                "Aigul S."));
        assertThat(toAnother(Map.of("kaspi", kaspi, "halyk", kaspi), payee))
                .isInstanceOfSatisfying(
                        BankChoice.Several.class,
                        several -> assertThat(several.byBank()).containsOnlyKeys("halyk", "kaspi"));
        assertThat(toAnother(Map.of("halyk", dollars, "kaspi", List.of()), payee))
                .isEqualTo(new BankChoice.Refused(RefusalReason.NO_BANK_ACCOUNT));
    }

    private static BankChoice toAnother(Map<String, List<BankAccount>> own, Check.Found payee) {
        return BankChoices.toAnother(own, Money.tenge(1_000), Money.tenge(1_000), payee);
    }

    private static BankAccount payer(BankAccount... accounts) {
        return ((Chosen) choose(List.of(accounts))).account();
    }

    private static BankChoice choose(List<BankAccount> accounts) {
        return BankChoices.forPayment(
                "kaspi", accounts, Money.tenge(1_000), Money.tenge(1_020), SETTLEMENT);
    }

    private static BankChoice choose(String from, String to, String currency) {
        return BankChoices.between(
                new OwnTransfer(name(from), name(to), new Money(100, currency)), WORLD);
    }

    private static OwnAccount name(String text) {
        return Character.isDigit(text.charAt(0))
                ? new OwnAccount.EndingIn(text)
                : new OwnAccount.InCurrency(text);
    }

    private static Holding holding(String bank, BankAccount... accounts) {
        return new Holding(
                bank,
                List.of(accounts),
                List.of(new BankRate("USD", new BigDecimal("520.00"), new BigDecimal("526.00"))));
    }

    private static BankAccount account(String tail, String currency, long whole) {
        return new BankAccount(
                "KZ00722C1000000" + tail,
                new Money(whole * 100, currency),
                List.of(),
                Optional.empty());
    }
}
