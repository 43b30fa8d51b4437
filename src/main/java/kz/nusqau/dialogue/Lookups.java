package kz.nusqau.dialogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.Provider;
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
    private final Catalogue catalogue;
    private final Clock clock;

    Lookups(Billing billing, EmoneySystems emoney, Catalogue catalogue, Clock clock) {
        this.billing = billing;
        this.emoney = emoney;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    static boolean isNeeded(Turn turn) {
        return Replies.serves(turn)
                && turn.reading() instanceof Reading.Understood(var instruction, var ignored)
                && switch (instruction) {
                    case Instruction.Balance(var of) -> !(of instanceof Account.Bank);
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
                    case Instruction.Pay pay -> payable(turn, pay);
                    default -> personal(turn);
                };
        return found.exceptionally(
                failure -> new Found.Unavailable(String.valueOf(failure.getMessage())));
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
