package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What four digits may mean among the own accounts and cards. */
@Tag("R-INS-12")
class OwnAccountsTest {

    private static final BankAccount WITH_CARD = account("KZ000000000000000126", "KZT", "4417");
    private static final BankAccount BY_ITSELF = account("KZ000000000000004417", "KZT", "1111");
    private static final BankAccount BOTH = account("KZ000000000000004417", "KZT", "4417");
    private static final BankAccount DOLLARS = account("KZ000000000000004417", "USD", "2222");

    @Test
    void areAccountsAndCards() {
        var own = banks(Map.of("kaspi", List.of(BY_ITSELF), "halyk", List.of(WITH_CARD)));

        assertThat(OwnAccounts.ending(own, "4417"))
                .containsExactly(
                        new NamedAccount("halyk", WITH_CARD, true),
                        new NamedAccount("kaspi", BY_ITSELF, false));
        assertThat(OwnAccounts.ending(own, "0126"))
                .containsExactly(new NamedAccount("halyk", WITH_CARD, false));
        assertThat(OwnAccounts.ending(own, "9999")).isEmpty();
    }

    @Test
    void areOneWhereTheCardEndsAsItsAccountDoes() {
        assertThat(OwnAccounts.ending(banks(Map.of("halyk", List.of(BOTH))), "4417"))
                .containsExactly(new NamedAccount("halyk", BOTH, false));
    }

    @Test
    void tellAccountsInTengeFromOthers() {
        var own = banks(Map.of("halyk", List.of(DOLLARS, BY_ITSELF)));

        assertThat(OwnAccounts.ending(own, "4417"))
                .extracting(NamedAccount::isInTenge)
                .containsExactly(false, true);
    }

    private static Map<String, List<BankAccount>> banks(Map<String, List<BankAccount>> byBank) {
        return new TreeMap<>(byBank);
    }

    private static BankAccount account(String iban, String currency, String card) {
        return new BankAccount(iban, new Money(0, currency), List.of(), Optional.of(card));
    }
}
