package kz.nusqau.dialogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.MoneyText;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankRate;
import kz.nusqau.counterparty.BankStatement;
import kz.nusqau.counterparty.NamedAccount;
import kz.nusqau.payment.AtBank;
import kz.nusqau.shared.Language;
import org.springframework.stereotype.Component;

/** What banks said, in a few words: as much of it as three parts of a message hold. */
@Component
final class BankTexts {

    private static final int MOST_ACCOUNTS = 4;
    private static final int MOST_NAMED = 2;
    private static final int MOST_OPERATIONS = 4;
    private static final int MOST_RATES = 6;
    private static final int MOST_RESTRICTIONS = 2;
    private static final String MORE = "; ...";

    /** Where there is nothing to say, so that a text chooses. */
    static final String NONE = "none";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM", Locale.ROOT);

    private final CatalogueInForce catalogue;
    private final Clock clock;

    BankTexts(CatalogueInForce catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Reply to(Found.OfBank found, Language language) {
        return switch (found) {
            case Found.BankAccounts(var bank, var accounts) ->
                    accounts.isEmpty()
                            ? nobody(List.of(bank))
                            : say(
                                    "balance.bank",
                                    Map.of(
                                            "bank",
                                            name(bank),
                                            "accounts",
                                            list(accounts, language)));
            case Found.Statements(var bank, var statements) ->
                    statement(bank, statements, language);
            case Found.Rates rates -> rates(rates, language);
            case Found.WhichAccount(var byBank) -> which(byBank);
            case Found.WhichBank(var fitting) -> say("bank.which", Map.of("banks", names(fitting)));
            case Found.Restrictions(var byBank) -> restrictions(byBank, language);
        };
    }

    /** What a text may say of a transfer. */
    Map<String, Object> facts(AtBank bank, Language language) {
        var exchange = bank.exchange();
        var holder = bank.holder();
        return Map.of(
                "account",
                account(bank.bank(), bank.fromTail()),
                "to",
                account(bank.toBank(), bank.toTail()),
                "credited",
                bank.credited(),
                "rate",
                exchange == null ? NONE : decimals(exchange.rate(), language),
                "holder",
                holder == null ? NONE : holder);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    private static String account(String bank, String tail) {
        return name(bank) + " *" + tail;
    }

    private static String decimals(BigDecimal rate, Language language) {
        String text = rate.setScale(Math.max(2, rate.stripTrailingZeros().scale())).toPlainString();
        return language == Language.EN ? text : text.replace('.', ',');
    }

    private static Reply which(Map<String, List<BankAccount>> byBank) {
        var fitting = new ArrayList<String>();
        byBank.forEach(
                (bank, accounts) ->
                        accounts.forEach(
                                each ->
                                        fitting.add(
                                                account(bank, each.tail())
                                                        + " "
                                                        + each.available().currency())));
        return say("own.which", Map.of("accounts", joined(fitting, MOST_ACCOUNTS, text -> text)));
    }

    /** Own accounts that end alike, each told by what ends so; of a card, its account too. */
    String named(List<NamedAccount> candidates, Language language) {
        return joined(
                candidates,
                MOST_NAMED,
                each ->
                        catalogue
                                .now()
                                .texts()
                                .render(
                                        each.byCard() ? "named.card" : "named.account",
                                        language,
                                        Map.of(
                                                "bank", name(each.bank()),
                                                "card", each.account().card().orElse(""),
                                                "tail", each.account().tail())));
    }

    private static Reply say(String key, Map<String, Object> arguments) {
        return new Reply(key, arguments, null);
    }

    private static Reply nobody(Collection<String> banks) {
        return say("bank.nobody", Map.of("banks", names(banks)));
    }

    private static String names(Collection<String> banks) {
        return banks.stream().map(BankTexts::name).collect(Collectors.joining("; "));
    }

    /** {@code Kaspi}: banks and e-money systems are called the same in all languages. */
    static String name(String bank) {
        return bank.substring(0, 1).toUpperCase(Locale.ROOT) + bank.substring(1);
    }

    private static String list(List<BankAccount> accounts, Language language) {
        return joined(
                accounts,
                MOST_ACCOUNTS,
                account -> tail(account) + " " + MoneyText.of(account.available(), language));
    }

    private static String tail(BankAccount account) {
        return "*" + account.tail();
    }

    private static <T> String joined(List<T> items, int most, Function<T, String> text) {
        String shown = items.stream().limit(most).map(text).collect(Collectors.joining("; "));
        return items.size() > most ? shown + MORE : shown;
    }

    private Reply statement(String bank, List<BankStatement> statements, Language language) {
        if (statements.isEmpty()) {
            return nobody(List.of(bank));
        }
        String accounts = list(statements.stream().map(BankStatement::account).toList(), language);
        List<BankStatement.Entry> last =
                statements.stream()
                        .flatMap(statement -> statement.entries().stream())
                        .sorted(Comparator.comparing(BankStatement.Entry::bookedAt).reversed())
                        .limit(MOST_OPERATIONS)
                        .toList();
        return last.isEmpty()
                ? say("statement.none", Map.of("bank", name(bank), "accounts", accounts))
                : say(
                        "statement.bank",
                        Map.of(
                                "bank",
                                name(bank),
                                "operations",
                                joined(last, MOST_OPERATIONS, entry -> operation(entry, language)),
                                "accounts",
                                accounts));
    }

    private static String operation(BankStatement.Entry entry, Language language) {
        return "%s %s%s"
                .formatted(
                        DAY.format(entry.bookedAt().atZone(Lookups.ALMATY)),
                        entry.credit() ? "+" : "-",
                        MoneyText.of(entry.amount(), language));
    }

    private Reply rates(Found.Rates rates, Language language) {
        var currency = rates.currency();
        List<BankRate> wanted =
                rates.rates().stream()
                        .filter(
                                rate ->
                                        currency.isEmpty()
                                                || currency.get().equals(rate.currency()))
                        .toList();
        if (wanted.isEmpty()) {
            return say(
                    "rates.none",
                    Map.of("bank", name(rates.bank()), "currency", currency.orElse("")));
        }
        return say(
                "rates.bank",
                Map.of(
                        "bank",
                        name(rates.bank()),
                        "date",
                        DAY.format(LocalDate.now(clock.withZone(Lookups.ALMATY))),
                        "rates",
                        joined(wanted, MOST_RATES, rate -> rate(rate, language))));
    }

    private static String rate(BankRate rate, Language language) {
        String text =
                "%s %s/%s"
                        .formatted(
                                rate.currency(),
                                rate.buy().setScale(2, RoundingMode.HALF_UP),
                                rate.sell().setScale(2, RoundingMode.HALF_UP));
        return language == Language.EN ? text : text.replace('.', ',');
    }

    private Reply restrictions(Map<String, List<BankAccount>> byBank, Language language) {
        Map<String, List<BankAccount>> own = new TreeMap<>(byBank);
        own.values().removeIf(List::isEmpty);
        if (own.isEmpty()) {
            return nobody(byBank.keySet());
        }
        List<Held> held =
                own.entrySet().stream()
                        .flatMap(each -> held(each.getKey(), each.getValue()))
                        .toList();
        return held.isEmpty()
                ? say("restrictions.none", Map.of("banks", names(own.keySet())))
                : say(
                        "restrictions.some",
                        Map.of(
                                "restrictions",
                                joined(held, MOST_RESTRICTIONS, each -> words(each, language))));
    }

    /** One restriction of one account. */
    private record Held(String bank, BankAccount account, BankAccount.Restriction restriction) {}

    private static Stream<Held> held(String bank, List<BankAccount> accounts) {
        return accounts.stream()
                .flatMap(
                        account ->
                                account.restrictions().stream()
                                        .map(each -> new Held(bank, account, each)));
    }

    private String words(Held held, Language language) {
        return name(held.bank)
                + " "
                + tail(held.account)
                + " "
                + restriction(held.restriction, language);
    }

    private String restriction(BankAccount.Restriction restriction, Language language) {
        String key =
                switch (restriction.kind()) {
                    case ARREST -> "restriction.arrest";
                    case SUSPENSION -> "restriction.suspension";
                    case COLLECTION_ORDER -> "restriction.collection-order";
                };
        return catalogue.now().texts().render(key, language, Map.of())
                + " "
                + MoneyText.of(restriction.amount(), language);
    }
}
