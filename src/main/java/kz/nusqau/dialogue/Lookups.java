package kz.nusqau.dialogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.nusqau.catalogue.Questions;
import kz.nusqau.counterparty.BankRate;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.EmoneySystems;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.counterparty.OwnAccounts;
import kz.nusqau.counterparty.OwnAccounts.Search;
import kz.nusqau.counterparty.PayeeAccounts;
import kz.nusqau.counterparty.PayeeAccounts.Check;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.QuoteRequest;
import kz.nusqau.dialogue.Dialogue.Prepared;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.instruction.Reading;
import kz.nusqau.payment.BankChoice;
import kz.nusqau.payment.BankChoices;
import kz.nusqau.payment.Holding;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.PaymentReceipt;
import kz.nusqau.payment.Payments;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.springframework.stereotype.Component;

/** Asks outside what an answer needs; holds no thread and no transaction meanwhile. */
@Component
final class Lookups {

    static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final Billing billing;
    private final EmoneySystems emoney;
    private final Banks banks;
    private final OwnAccounts ownAccounts;
    private final PayeeAccounts payeeAccounts;
    private final Payments payments;
    private final PlannedWork work;
    private final DialogueProperties properties;
    private final Clock clock;

    Lookups(
            Billing billing,
            EmoneySystems emoney,
            Banks banks,
            OwnAccounts ownAccounts,
            PayeeAccounts payeeAccounts,
            Payments payments,
            PlannedWork work,
            DialogueProperties properties,
            Clock clock) {
        this.billing = billing;
        this.emoney = emoney;
        this.banks = banks;
        this.ownAccounts = ownAccounts;
        this.payeeAccounts = payeeAccounts;
        this.payments = payments;
        this.work = work;
        this.properties = properties;
        this.clock = clock;
    }

    static boolean isNeeded(Turn turn) {
        return namesCallCentre(turn) || isAsked(turn);
    }

    /** Help, and what stands in its place (R-SC-5). */
    private static boolean namesCallCentre(Turn turn) {
        return !Replies.serves(turn)
                || switch (turn.reading()) {
                    case Reading.NotUnderstood not -> Questions.isAnsweredWithHelp(not);
                    case Reading.Understood(var instruction, var guess) ->
                            instruction instanceof Instruction.Help;
                    default -> false;
                };
    }

    private static boolean isAsked(Turn turn) {
        return Replies.serves(turn)
                && turn.reading() instanceof Reading.Understood understood
                && switch (understood.instruction()) {
                    case Instruction.Balance balance -> true;
                    case Instruction.Statement(var of) -> of instanceof Account.Bank;
                    case Instruction.Rates rates -> true;
                    case Instruction.Restrictions restrictions -> true;
                    default -> PaymentKind.of(understood.instruction()).isPresent();
                };
    }

    /** What planned work stands in the way of is not even asked for (R-OPS-1). */
    Optional<Found> closed(Turn turn) {
        return !work.windows().all().isEmpty()
                        && Replies.serves(turn)
                        && turn.reading() instanceof Reading.Understood understood
                ? needed(understood.instruction()).flatMap(work::underWay).map(Found.Closed::new)
                : Optional.empty();
    }

    /**
     * Without whom it can't be answered at all; there may be others of whom one is enough. Empty
     * where the hub knows enough, or where it only stops something.
     */
    private Optional<List<String>> needed(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Balance(Account.Personal()) -> Optional.of(List.of(billing.id()));
            case Instruction.Balance(Account.Wallet()) -> Optional.of(emoney.ids());
            case Instruction.Balance(Account.Bank(var bank)) -> Optional.of(List.of(bank));
            case Instruction.Statement(Account.Bank(var bank)) -> Optional.of(List.of(bank));
            case Instruction.Rates rates -> Optional.of(List.of(properties.ratesBank()));
            case Instruction.Restrictions(var bank) ->
                    Optional.of(bank.map(List::of).orElseGet(banks::ids));
            case Instruction.Pay(var provider, var account, var amount, Account.Bank(var bank)) ->
                    Optional.of(List.of(billing.id(), bank));
            case Instruction.TopUp(var amount, Account.Bank(var bank)) ->
                    Optional.of(List.of(billing.id(), bank));
            case Instruction.Send(var to, var amount, Account.Bank(var bank)) ->
                    Optional.of(List.of(billing.id(), bank));
            // To take something back is a payment of its own.
            case Instruction.Reverse reverse -> Optional.of(List.of());
            default -> PaymentKind.of(instruction).map(kind -> List.of(billing.id()));
        };
    }

    /** Those of whom a payment may need one. */
    private List<String> useful(Turn turn, Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pay pay ->
                    List.copyOf(turn.rules().providers().get(pay.provider()).systems());
            case Instruction.AppStorePayment payment ->
                    payments.appStoreBank().map(List::of).orElse(List.of());
            case Instruction.Refund refund -> banks.ids();
            case Instruction.OwnTransfer own -> banks.ids();
            case Instruction.BankTransfer transfer -> banks.ids();
            case Instruction.Redeem redeem ->
                    Stream.concat(emoney.ids().stream(), banks.ids().stream()).toList();
            case Instruction.TopUp topUp -> emoney.ids();
            case Instruction.Send send -> emoney.ids();
            default -> List.of();
        };
    }

    /** Who can't answer may be worked on: then there is more to say. */
    private Found whyNot(Turn turn, Instruction instruction, Found found) {
        boolean isMissing =
                found instanceof Found.Unavailable
                        || (found instanceof Found.Payable(var facts, var quote, var bank)
                                && quote instanceof Quote.Unavailable);
        return isMissing
                ? work.underWay(useful(turn, instruction))
                        .<Found>map(Found.Closed::new)
                        .orElse(found)
                : found;
    }

    /** The same, with the wallet that each top-up is likely to fill. */
    List<Turn> withWallets(List<Turn> turns) {
        Map<SubscriberId, String> wallets =
                payments.lastWallets(
                        turns.stream().filter(Lookups::isTopUp).map(Turn::subscriber).toList());
        return turns.stream().map(turn -> turn.withWallet(wallets.get(turn.subscriber()))).toList();
    }

    private static boolean isTopUp(Turn turn) {
        return turn.reading() instanceof Reading.Understood understood
                && understood.instruction() instanceof Instruction.TopUp;
    }

    /** Whether a payment is asked about, of which the hub knows all there is to tell. */
    static boolean isReceipt(Turn turn) {
        return Replies.serves(turn) && receiptOf(turn).isPresent();
    }

    /** Answers to all who ask about payments. */
    List<Prepared> receipts(List<Turn> turns) {
        Map<SubscriberId, Optional<String>> asked = new HashMap<>();
        turns.forEach(turn -> asked.put(turn.subscriber(), numberIn(turn)));
        Map<SubscriberId, PaymentReceipt> receipts = payments.receipts(asked);
        return turns.stream()
                .map(
                        turn ->
                                new Prepared(
                                        turn,
                                        new Found.OfPayment(
                                                Optional.ofNullable(
                                                        receipts.get(turn.subscriber())),
                                                numberIn(turn).isPresent())))
                .toList();
    }

    private static Optional<String> numberIn(Turn turn) {
        return receiptOf(turn).flatMap(Instruction.Receipt::paymentNumber);
    }

    private static Optional<Instruction.Receipt> receiptOf(Turn turn) {
        return turn.reading() instanceof Reading.Understood understood
                        && understood.instruction() instanceof Instruction.Receipt receipt
                ? Optional.of(receipt)
                : Optional.empty();
    }

    /** No answer is an answer. */
    CompletableFuture<Found> of(Turn turn) {
        return namesCallCentre(turn)
                ? billing.brand(turn.message().msisdn()).thenApply(Found.Customer::new)
                : asked(turn);
    }

    private CompletableFuture<Found> asked(Turn turn) {
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
                    default ->
                            PaymentKind.of(instruction)
                                    .map(kind -> payable(turn, instruction, kind))
                                    .orElseGet(() -> personal(turn));
                };
        return found.exceptionally(
                        failure -> new Found.Unavailable(String.valueOf(failure.getMessage())))
                .thenApply(answer -> whyNot(turn, instruction, answer));
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
        return banks.accounts(at, turn.message().msisdn()).thenApply(Found.Restrictions::new);
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

    private CompletableFuture<Found> payable(Turn turn, Instruction instruction, PaymentKind kind) {
        if (kind == PaymentKind.APP_STORE && payments.appStoreBank().isEmpty()) {
            return CompletableFuture.completedFuture(new Found.Nothing());
        }
        return switch (instruction) {
            case Instruction.OwnTransfer own -> ownTransfer(turn, own);
            case Instruction.BankTransfer transfer -> bankTransfer(turn, transfer);
            case Instruction.Pay pay when pay.source() instanceof Account.Bank(var bank) -> {
                var rules = turn.rules();
                var provider = rules.providers().get(pay.provider());
                var day = LocalDate.now(clock.withZone(ALMATY));
                Money amount = rules.tariffs().amount(provider, pay.amount(), day);
                Money fee = rules.tariffs().fee(provider, amount, day);
                yield fromBank(turn, instruction, kind, bank, amount, fee);
            }
            case Instruction.TopUp(var amount, Account.Bank(var bank)) ->
                    fromBank(turn, instruction, kind, bank, amount, fee(turn, kind, amount));
            case Instruction.Send(var to, var amount, Account.Bank(var bank)) ->
                    fromBank(turn, instruction, kind, bank, amount, fee(turn, kind, amount));
            default ->
                    payable(
                            turn,
                            quote(turn, instruction, kind),
                            CompletableFuture.completedFuture(new BankChoice.None()));
        };
    }

    private CompletableFuture<Found> payable(
            Turn turn, CompletableFuture<Quote> quote, CompletableFuture<BankChoice> bank) {
        return billing.facts(turn.message().msisdn())
                .thenCompose(
                        facts ->
                                quote.thenCombine(
                                        bank, (quoted, chosen) -> payable(facts, quoted, chosen)));
    }

    private static Money fee(Turn turn, PaymentKind kind, Money amount) {
        return turn.rules().tariffs().fee(kind.key(), amount);
    }

    private CompletableFuture<Found> fromBank(
            Turn turn,
            Instruction instruction,
            PaymentKind kind,
            String bank,
            Money amount,
            Money fee) {
        if (!banks.paying().contains(bank)) {
            return CompletableFuture.completedFuture(new Found.Nothing());
        }
        return payable(
                turn,
                quote(turn, instruction, kind),
                banks.accounts(bank, turn.message().msisdn())
                        .thenApply(
                                accounts ->
                                        BankChoices.forPayment(
                                                bank,
                                                accounts,
                                                amount,
                                                amount.plus(fee),
                                                banks.settlementAccount(bank))));
    }

    private CompletableFuture<Found> ownTransfer(Turn turn, Instruction.OwnTransfer own) {
        if (banks.ids().isEmpty()) {
            return CompletableFuture.completedFuture(new Found.Nothing());
        }
        var asked =
                banks.ids().stream().map(bank -> holding(bank, turn.message().msisdn())).toList();
        CompletableFuture<BankChoice> choice =
                CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                        .thenApply(done -> choice(own, told(asked), asked.size()));
        CompletableFuture<Quote> quote =
                choice.thenApply(
                        chosen ->
                                chosen instanceof BankChoice.Chosen(var account, var move)
                                        ? heldBy(move.bank())
                                        : new Quote.Refused(
                                                RefusalReason.NO_BANK_ACCOUNT, "account"));
        return payable(turn, quote, choice);
    }

    /** Both banks have to answer: that of the payee says whose account it is. */
    private CompletableFuture<Found> bankTransfer(Turn turn, Instruction.BankTransfer wanted) {
        List<String> from = wanted.from().map(List::of).orElse(banks.ids());
        if (from.isEmpty() || isMissing(from.getFirst())) {
            return CompletableFuture.completedFuture(new Found.Nothing());
        }
        Msisdn payer = turn.message().msisdn();
        Money total = wanted.amount().plus(fee(turn, PaymentKind.BANK_TRANSFER, wanted.amount()));
        var check = payeeAccounts.check(wanted.to(), payer);
        CompletableFuture<BankChoice> choice =
                check.thenCombine(
                        banks.accounts(from, payer),
                        (payee, accounts) ->
                                payee instanceof Check.Found found
                                        ? BankChoices.toAnother(
                                                accounts, wanted.amount(), total, found)
                                        : new BankChoice.None());
        return payable(turn, check.thenCombine(choice, Lookups::byBank), choice)
                .thenApply(
                        found ->
                                found instanceof Found.WhichAccount(var byBank)
                                        ? new Found.WhichBank(List.copyOf(byBank.keySet()))
                                        : found);
    }

    private static Quote byBank(Check payee, BankChoice choice) {
        return switch (payee) {
            case Check.Refused(var reason) -> new Quote.Refused(reason, "payee");
            case Check.Found found
                    when choice instanceof BankChoice.Chosen(var account, var move) ->
                    heldBy(move.bank());
            case Check.Found found -> new Quote.Refused(RefusalReason.NO_BANK_ACCOUNT, "account");
        };
    }

    private static List<Holding> told(List<CompletableFuture<Optional<Holding>>> asked) {
        return asked.stream().flatMap(each -> each.join().stream()).toList();
    }

    /** Empty when that bank doesn't answer: others do not have to wait for it. */
    private CompletableFuture<Optional<Holding>> holding(String bank, Msisdn owner) {
        return banks.accounts(bank, owner)
                .thenCombine(
                        banks.rates(bank),
                        (accounts, rates) -> Optional.of(new Holding(bank, accounts, rates)))
                .exceptionally(failure -> Optional.empty());
    }

    /** What isn't found may be at a bank that didn't answer. */
    private static BankChoice choice(
            Instruction.OwnTransfer own, List<Holding> holdings, int asked) {
        var choice = BankChoices.between(own, holdings);
        if (choice instanceof BankChoice.Refused && holdings.size() < asked) {
            throw new CounterpartyUnavailable("a bank left its accounts untold");
        }
        return choice;
    }

    private CompletableFuture<Quote> quote(Turn turn, Instruction instruction, PaymentKind kind) {
        Msisdn payer = turn.message().msisdn();
        return switch (instruction) {
            case Instruction.Pay pay -> {
                var rules = turn.rules();
                var provider = rules.providers().get(pay.provider());
                var day = LocalDate.now(clock.withZone(ALMATY));
                Money amount = rules.tariffs().amount(provider, pay.amount(), day);
                yield quote(
                        payer,
                        new Operation.PayProvider(
                                provider.code(),
                                pay.requisites(),
                                amount,
                                rules.tariffs().fee(provider, amount, day)),
                        kind,
                        rules.limitRules().able(provider.systems(), amount));
            }
            case Instruction.TopUp(var amount, var source) -> topUpQuote(turn, amount);
            case Instruction.Send(var to, var amount, var source) ->
                    to.equals(payer)
                            ? CompletableFuture.completedFuture(
                                    new Quote.Refused(RefusalReason.OWN_NUMBER, "payee"))
                            : quote(
                                    payer,
                                    new Operation.Transfer(to, amount, fee(turn, kind, amount)),
                                    kind,
                                    turn.rules().limitRules().able(emoney.ids(), amount));
            case Instruction.Redeem(var to, var amount) ->
                    own(to, payer, account -> redemption(turn, account, amount));
            case Instruction.Refund(var to, var amount) ->
                    own(to, payer, account -> CompletableFuture.completedFuture(byBank(account)));
            case Instruction.AppStorePayment payment ->
                    CompletableFuture.completedFuture(
                            settledBy(payments.appStoreBank().orElseThrow()));
            default -> throw new IllegalStateException("moves no money: " + instruction);
        };
    }

    /** Only to the subscriber's own account or card (R-INS-12). */
    private CompletableFuture<Quote> own(
            Destination named, Msisdn owner, Function<OwnAccount, CompletableFuture<Quote>> quote) {
        var search =
                switch (named) {
                    case Destination.Iban(var iban) -> ownAccounts.byIban(iban, owner);
                    case Destination.EndingIn(var lastFour) -> ownAccounts.byTail(lastFour, owner);
                };
        return search.thenCompose(
                found ->
                        switch (found) {
                            case Search.Found(var account) -> quote.apply(account);
                            case Search.Refused(var reason) ->
                                    CompletableFuture.completedFuture(
                                            new Quote.Refused(reason, "destination"));
                            case Search.Several(var candidates) ->
                                    CompletableFuture.completedFuture(
                                            new Quote.Several(candidates));
                        });
    }

    private CompletableFuture<Quote> redemption(Turn turn, OwnAccount account, Money amount) {
        Money total = amount.plus(fee(turn, PaymentKind.REDEEM, amount));
        return quote(
                        turn.message().msisdn(),
                        new Operation.Redeem(account.iban(), total),
                        PaymentKind.REDEEM,
                        turn.rules().limitRules().able(emoney.ids(), amount))
                .thenApply(
                        quote -> quote instanceof Quote.Quoted quoted ? quoted.to(account) : quote);
    }

    private static Quote byBank(OwnAccount account) {
        return heldBy(account.bank()).to(account);
    }

    private static Quote.Quoted heldBy(String bank) {
        return new Quote.Quoted(bank, bank + ", which holds the account");
    }

    /** A wallet is best filled where its owner has one. */
    private CompletableFuture<Quote> topUpQuote(Turn turn, Money amount) {
        var wanted = new Operation.TopUp(amount);
        var systems = turn.rules().limitRules().able(emoney.ids(), amount);
        return emoney.quote(
                new QuoteRequest(
                        turn.message().msisdn(),
                        wanted,
                        false,
                        systems,
                        Optional.ofNullable(turn.wallet())));
    }

    private Quote settledBy(String bank) {
        return banks.isWell(bank)
                ? new Quote.Quoted(bank, bank + ", the app store's bank")
                : new Quote.Unavailable(bank + " does not answer");
    }

    private CompletableFuture<Quote> quote(
            Msisdn payer, Operation.OfEmoney wanted, PaymentKind kind, List<String> systems) {
        boolean fromWallet = kind.from() == PaymentKind.From.WALLET;
        return emoney.quote(new QuoteRequest(payer, wanted, fromWallet, systems));
    }

    private static Found payable(FactsResult result, Quote quote, BankChoice bank) {
        return switch (result) {
            case FactsResult.Known(var facts) ->
                    bank instanceof BankChoice.Several(var byBank)
                            ? new Found.WhichAccount(byBank)
                            : new Found.Payable(facts, quote, bank);
            case FactsResult.UnknownSubscriber() -> new Found.Stranger();
        };
    }
}
