package kz.nusqau.dialogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankRate;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.EmoneySystems;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.QuoteRequest;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Reading;
import kz.nusqau.shared.Money;
import org.springframework.stereotype.Component;

/** Asks outside what an answer needs; holds no thread and no transaction meanwhile. */
@Component
final class Lookups {

    static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final Billing billing;
    private final EmoneySystems emoney;
    private final Banks banks;
    private final Catalogue catalogue;
    private final DialogueProperties properties;
    private final Clock clock;

    Lookups(
            Billing billing,
            EmoneySystems emoney,
            Banks banks,
            Catalogue catalogue,
            DialogueProperties properties,
            Clock clock) {
        this.billing = billing;
        this.emoney = emoney;
        this.banks = banks;
        this.catalogue = catalogue;
        this.properties = properties;
        this.clock = clock;
    }

    static boolean isNeeded(Turn turn) {
        return Replies.serves(turn)
                && turn.reading() instanceof Reading.Understood(var instruction, var ignored)
                && switch (instruction) {
                    case Instruction.Balance balance -> true;
                    case Instruction.Statement(var of) -> of instanceof Account.Bank;
                    case Instruction.Rates rates -> true;
                    case Instruction.Restrictions restrictions -> true;
                    case Instruction.Pay pay -> pay.source() instanceof Account.Personal;
                    default -> false;
                };
    }

    /** Never fails: no answer is an answer. */
    CompletableFuture<Found> of(Turn turn) {
        var instruction = ((Reading.Understood) turn.reading()).instruction();
        CompletableFuture<Found> found =
                switch (instruction) {
                    case Instruction.Balance(Account.Wallet()) ->
                            emoney.walletBalance(turn.message().msisdn())
                                    .thenApply(Found.Wallet::new);
                    case Instruction.Balance(Account.Bank(var bank)) -> accounts(turn, bank);
                    case Instruction.Statement(Account.Bank(var bank)) -> statements(turn, bank);
                    case Instruction.Rates(var currency) -> rates(currency);
                    case Instruction.Restrictions(var bank) -> restrictions(turn, bank);
                    case Instruction.Pay pay -> payable(turn, pay);
                    default -> personal(turn);
                };
        return found.exceptionally(
                failure -> new Found.Unavailable(String.valueOf(failure.getMessage())));
    }

    private CompletableFuture<Found> accounts(Turn turn, String bank) {
        return isMissing(bank)
                ? CompletableFuture.completedFuture(new Found.Nothing())
                : banks.accounts(bank, turn.message().msisdn())
                        .thenApply(found -> new Found.BankAccounts(bank, found));
    }

    private CompletableFuture<Found> statements(Turn turn, String bank) {
        return isMissing(bank)
                ? CompletableFuture.completedFuture(new Found.Nothing())
                : banks.statements(bank, turn.message().msisdn())
                        .thenApply(found -> new Found.Statements(bank, found));
    }

    private CompletableFuture<Found> rates(Optional<String> currency) {
        String bank = properties.ratesBank();
        return isMissing(bank)
                ? CompletableFuture.completedFuture(new Found.Nothing())
                : banks.rates(bank).thenApply(found -> rates(bank, currency, found));
    }

    private static Found rates(String bank, Optional<String> currency, List<BankRate> found) {
        return found.isEmpty()
                ? new Found.Unavailable(bank + " has no rates")
                : new Found.Rates(bank, currency, found);
    }

    /** At one bank or at all. */
    private CompletableFuture<Found> restrictions(Turn turn, Optional<String> asked) {
        List<String> at = asked.map(List::of).orElse(banks.ids());
        if (at.isEmpty() || isMissing(at.getFirst())) {
            return CompletableFuture.completedFuture(new Found.Nothing());
        }
        CompletableFuture<Map<String, List<BankAccount>>> all =
                CompletableFuture.completedFuture(new TreeMap<>());
        for (String bank : at) {
            all =
                    all.thenCombine(
                            banks.accounts(bank, turn.message().msisdn()),
                            (byBank, accounts) -> {
                                byBank.put(bank, accounts);
                                return byBank;
                            });
        }
        return all.thenApply(Found.Restrictions::new);
    }

    private boolean isMissing(String bank) {
        return !banks.ids().contains(bank);
    }

    private CompletableFuture<Found> personal(Turn turn) {
        return billing.facts(turn.message().msisdn())
                .thenApply(
                        result ->
                                switch (result) {
                                    case FactsResult.Known(var facts) -> new Found.Personal(facts);
                                    case FactsResult.UnknownSubscriber() -> new Found.Stranger();
                                });
    }

    private CompletableFuture<Found> payable(Turn turn, Instruction.Pay pay) {
        var provider = catalogue.providers().get(pay.provider());
        Money amount =
                catalogue
                        .tariffs()
                        .amount(provider, pay.amount(), LocalDate.now(clock.withZone(ALMATY)));
        var request =
                new QuoteRequest(
                        turn.message().msisdn(),
                        provider.code(),
                        pay.requisites(),
                        amount,
                        able(provider, amount));
        return billing.facts(turn.message().msisdn())
                .thenCombine(emoney.quote(request), Lookups::payable);
    }

    /**
     * Those whose limits allow it (R-LIM-2); all when there are none, so that the limit is told.
     */
    private List<String> able(Provider provider, Money amount) {
        var able =
                provider.systems().stream()
                        .filter(system -> catalogue.limitRules().of(system).allowsOperation(amount))
                        .toList();
        return able.isEmpty() ? List.copyOf(provider.systems()) : able;
    }

    private static Found payable(FactsResult result, Quote quote) {
        return switch (result) {
            case FactsResult.Known(var facts) -> new Found.Payable(facts, quote);
            case FactsResult.UnknownSubscriber() -> new Found.Stranger();
        };
    }
}
