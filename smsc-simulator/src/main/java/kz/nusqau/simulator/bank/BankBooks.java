package kz.nusqau.simulator.bank;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.simulator.bank.Transfer.State;
import kz.nusqau.simulator.counterparty.Journal;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Iban;
import kz.nusqau.simulator.world.World;
import org.jspecify.annotations.Nullable;

/** A bank's own record of every order and every tenge; what tests check a client against. */
public final class BankBooks implements AutoCloseable {

    /** An operation above this is refused with AM14. */
    private static final Amount LARGEST = Amount.tenge(10_000_000);

    /** Why an order is refused whose rate is not the bank's. */
    static final String RATE_CHANGED = "RATE";

    private static final String CLIENTS = "7701";
    private static final String TENGE = "KZT";

    /** A merchant's, at a bank that isn't here. */
    private static final String ELSEWHERE = "KZ86125KZT5004100100";

    private final Profile profile;
    private final World world;
    private final Clock clock;
    private final Ibans ibans;
    private final BankLedger ledger = new BankLedger();
    private final Map<String, List<Profile.Product>> opened = new ConcurrentHashMap<>();
    private final Map<String, Restriction> restrictions = new ConcurrentHashMap<>();
    private final Map<String, String> cards = new ConcurrentHashMap<>();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Journal<Transfer> journal;
    private final BankingDays days;
    private final Map<String, Profile.Rate> rates;
    private volatile boolean settlesAtOnce = true;
    private volatile Consumer<Transfer> settling = settled -> {};

    /** What became of an order. */
    sealed interface Outcome {
        record Known(Transfer transfer) implements Outcome {}

        /** Another order has the id. */
        record IdTaken() implements Outcome {}
    }

    BankBooks(Profile profile, World world, Clock clock, @Nullable Path file) {
        this.profile = profile;
        this.world = world;
        this.clock = clock;
        this.ibans = new Ibans(profile.bankCode());
        this.days = new BankingDays(profile.cutOff());
        this.rates = new ConcurrentHashMap<>(profile.rates());
        this.journal =
                file == null
                        ? Journal.inMemory(Transfer.class)
                        : Journal.open(file, Transfer.class, ledger::apply);
    }

    /** Every number of the world that begins with 7701 is a client. */
    public List<Account> accounts(String msisdn) {
        if (!msisdn.startsWith(CLIENTS) || world.subscriber(msisdn).isEmpty()) {
            return List.of();
        }
        var accounts = new ArrayList<Account>();
        for (int i = 0; i < products(msisdn).size(); i++) {
            accounts.add(account(msisdn, i + 1));
        }
        return accounts;
    }

    private List<Profile.Product> products(String msisdn) {
        var products = new ArrayList<>(profile.products());
        products.addAll(opened.getOrDefault(msisdn, List.of()));
        return products;
    }

    /** A client has one more account, in a currency of its own, until the sandbox ends. */
    public Account open(String msisdn, String currency, Amount opening) {
        var product = new Profile.Product(currency, opening, Optional.empty());
        opened.merge(
                msisdn,
                List.of(product),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
        int place = products(msisdn).size();
        if (place >= Profile.APP_STORE) {
            throw new IllegalStateException("too many accounts of one client");
        }
        return account(msisdn, place);
    }

    private Account account(String msisdn, int place) {
        var product = products(msisdn).get(place - 1);
        String iban = ibans.of(msisdn, place);
        return new Account(
                iban,
                msisdn,
                product.currency(),
                product.opening(),
                Optional.ofNullable(cards.get(iban)).or(product::card));
    }

    /** Links a card to an account, until the end of the process. */
    public void link(Account account, String lastFour) {
        cards.put(account.iban(), lastFour);
    }

    /** Of the client in that currency. */
    public Account account(String msisdn, String currency) {
        return accounts(msisdn).stream()
                .filter(each -> each.currency().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    /** The operator's account, of which refunds are paid. */
    public Account settlementAccount() {
        return new Account(
                ibans.of(CLIENTS + "0000000", Profile.SETTLEMENT),
                "",
                "KZT",
                Amount.tenge(1_000_000_000),
                Optional.empty());
    }

    /** The app store's account, to which purchases are paid. */
    public Account appStoreAccount() {
        return new Account(
                ibans.of(CLIENTS + "0000000", Profile.APP_STORE),
                "",
                "KZT",
                Amount.ZERO,
                Optional.empty());
    }

    /** The app store gives money of a purchase back, as a transfer of its own. */
    public void returnPurchase(Transfer purchase, Amount amount) {
        var order =
                new Transfer.Order(
                        "R" + purchase.order().endToEndId().substring(1),
                        purchase.order().instruction(),
                        appStoreAccount().iban(),
                        settlementAccount().iban(),
                        amount,
                        "KZT",
                        "refund");
        take(order, Optional.empty(), true);
    }

    /** An account of this bank. */
    public Optional<Account> find(String iban) {
        if (iban.equals(settlementAccount().iban())) {
            return Optional.of(settlementAccount());
        }
        if (iban.equals(appStoreAccount().iban())) {
            return Optional.of(appStoreAccount());
        }
        return ibans.owner(iban)
                .filter(owner -> owner.place() <= products(owner.msisdn()).size())
                .filter(owner -> !accounts(owner.msisdn()).isEmpty())
                .map(owner -> account(owner.msisdn(), owner.place()))
                .filter(account -> account.iban().equals(iban));
    }

    public synchronized Amount available(Account account) {
        executeDue();
        return new Amount(balance(account));
    }

    private long balance(Account account) {
        return Math.addExact(account.opening().tiyn(), ledger.moves().balance(account.iban()));
    }

    /** Told of each transfer that is settled; has to be quick. */
    void onSettled(Consumer<Transfer> listener) {
        settling = listener;
    }

    /** Whether an order is executed when it comes, on any day and at any time. */
    void settlesAtOnce(boolean atOnce) {
        settlesAtOnce = atOnce;
    }

    /** Arrests an account or lifts what keeps it from being used. */
    public void restrict(Account account, @Nullable Restriction restriction) {
        if (restriction == null) {
            restrictions.remove(account.iban());
        } else {
            restrictions.put(account.iban(), restriction);
        }
    }

    /** Closes an account, until the end of the process; what is on it stays in the books. */
    public void close(Account account) {
        closed.add(account.iban());
    }

    boolean isClosed(Account account) {
        return closed.contains(account.iban());
    }

    public Optional<Restriction> restriction(Account account) {
        return Optional.ofNullable(restrictions.get(account.iban()));
    }

    /**
     * Takes an order, or says what became of it before.
     *
     * @param forced the reason of a fault switch
     * @param atOnce settles it too, where it can be
     */
    synchronized Outcome take(Transfer.Order order, Optional<String> forced, boolean atOnce) {
        return take(order, LocalDate.MIN, forced, atOnce);
    }

    /**
     * Takes an order that is to be executed on that day at the earliest; a repeated one may name
     * another day.
     */
    synchronized Outcome take(
            Transfer.Order order, LocalDate requested, Optional<String> forced, boolean atOnce) {
        executeDue();
        var earlier = ledger.transfer(order.endToEndId()).orElse(null);
        if (earlier != null) {
            return earlier.order().equals(order)
                    ? new Outcome.Known(earlier)
                    : new Outcome.IdTaken();
        }
        var taken = decide(order, requested, forced);
        record(taken);
        return new Outcome.Known(
                atOnce && taken.state() == State.ACSP ? settle(order.endToEndId()) : taken);
    }

    private Transfer decide(Transfer.Order order, LocalDate requested, Optional<String> forced) {
        var reason = forced.or(() -> objection(order)).orElse(null);
        var to = find(order.to()).map(Account::currency).orElse(order.currency());
        var credited = reason == null ? converted(order, to).orElseThrow() : Amount.ZERO;
        var now = clock.instant();
        var executeOn = days.executedOn(now, requested);
        if (reason == null && !settlesAtOnce && executeOn.isAfter(BankingDays.date(now))) {
            return new Transfer(order, credited, to, State.PDNG, null, now, executeOn);
        }
        return new Transfer(
                order, credited, to, reason == null ? State.ACSP : State.RJCT, reason, now, null);
    }

    /** Executes every order whose day has come. */
    synchronized void executeDue() {
        for (var each : ledger.waiting()) {
            var opening = BankingDays.opening(Objects.requireNonNull(each.executeOn()));
            if (!opening.isAfter(clock.instant())) {
                execute(each, opening);
            }
        }
    }

    private Optional<String> objection(Transfer.Order order) {
        var from = find(order.from()).orElse(null);
        if (from == null
                || !Iban.isValid(order.to())
                || (ibans.isOurs(order.to()) && find(order.to()).isEmpty())
                || order.from().equals(order.to())) {
            return Optional.of("AC01");
        }
        if (closed.contains(order.from()) || closed.contains(order.to())) {
            return Optional.of("AC04");
        }
        if (restriction(from).isPresent()) {
            return Optional.of("AC06");
        }
        if (order.amount().equals(Amount.ZERO)) {
            return Optional.of("AM09");
        }
        if (order.amount().isMoreThan(LARGEST)) {
            return Optional.of("AM14");
        }
        var to = find(order.to()).map(Account::currency).orElse(order.currency());
        if (!order.currency().equals(from.currency()) || converted(order, to).isEmpty()) {
            return Optional.of("AM03");
        }
        if (order.agreed() != null
                && rate(from.currency(), to).filter(order.agreed()::isSame).isEmpty()) {
            return Optional.of(RATE_CHANGED);
        }
        return order.amount().tiyn() > balance(from) ? Optional.of("AM04") : Optional.empty();
    }

    /** At the bank's rate of the day, half up; empty where there is none. */
    private Optional<Amount> converted(Transfer.Order order, String to) {
        if (order.currency().equals(to)) {
            return Optional.of(order.amount());
        }
        var amount = BigDecimal.valueOf(order.amount().tiyn());
        return rate(order.currency(), to)
                .map(
                        found ->
                                found.unit().equals(order.currency())
                                        ? amount.multiply(found.rate())
                                                .setScale(0, RoundingMode.HALF_UP)
                                        : amount.divide(found.rate(), 0, RoundingMode.HALF_UP))
                .map(BigDecimal::longValueExact)
                .map(Amount::new);
    }

    /** Between two foreign currencies the bank buys the one and sells the other for tenge. */
    private Optional<Transfer.Agreed> rate(String from, String to) {
        var bought = Optional.ofNullable(rates.get(from)).map(rate -> decimal(rate.buy()));
        var sold = Optional.ofNullable(rates.get(to)).map(rate -> decimal(rate.sell()));
        if (to.equals(TENGE)) {
            return bought.map(rate -> new Transfer.Agreed(from, rate));
        }
        if (from.equals(TENGE)) {
            return sold.map(rate -> new Transfer.Agreed(to, rate));
        }
        return bought.flatMap(buy -> sold.map(sell -> buy.divide(sell, 6, RoundingMode.HALF_UP)))
                .map(rate -> new Transfer.Agreed(from, rate));
    }

    private static BigDecimal decimal(long tiyn) {
        return BigDecimal.valueOf(tiyn, 2);
    }

    /** The rates of the day. */
    Map<String, Profile.Rate> rates() {
        return Map.copyOf(rates);
    }

    /** From now on the bank has another rate, or with null none. */
    public void rate(String currency, Profile.@Nullable Rate rate) {
        if (rate == null) {
            rates.remove(currency);
        } else {
            rates.put(currency, rate);
        }
    }

    /** A credit that another bank sends; once, however often it comes. */
    synchronized void receive(Transfer sent) {
        var order = sent.order();
        boolean wanted =
                ledger.transfer(order.endToEndId()).isEmpty()
                        && find(order.to())
                                .filter(to -> to.currency().equals(sent.creditedCurrency()))
                                .isPresent();
        if (wanted) {
            record(
                    new Transfer(
                            order,
                            sent.credited(),
                            sent.creditedCurrency(),
                            State.ACSC,
                            null,
                            clock.instant(),
                            null));
        }
    }

    /** The owner of an account spends something of it elsewhere, at once. */
    public synchronized void spend(Account account, Amount amount) {
        var order =
                new Transfer.Order(
                        "spent-" + ledger.transfers().size(),
                        "",
                        account.iban(),
                        ELSEWHERE,
                        amount,
                        account.currency(),
                        "spent by the owner");
        record(
                new Transfer(
                        order,
                        amount,
                        account.currency(),
                        State.ACSC,
                        null,
                        clock.instant(),
                        null));
    }

    /** Executes what waits for a later day, as if it had come. */
    public synchronized void executeWaiting() {
        ledger.waiting().forEach(each -> execute(each, clock.instant()));
    }

    /** Executes an order that was accepted, unless it was recalled or the money is gone. */
    synchronized Transfer settle(String endToEndId) {
        var transfer = ledger.transfer(endToEndId).orElseThrow();
        if (transfer.state() != State.ACSP) {
            return transfer;
        }
        return execute(transfer, clock.instant());
    }

    private Transfer execute(Transfer transfer, Instant at) {
        var from = find(transfer.order().from()).orElseThrow();
        var executed =
                transfer.order().amount().tiyn() > balance(from)
                        ? new Transfer(
                                transfer.order(),
                                Amount.ZERO,
                                transfer.creditedCurrency(),
                                State.RJCT,
                                "AM04",
                                at,
                                null)
                        : transfer.as(State.ACSC, at);
        record(executed);
        return executed;
    }

    /** Recalls an order that is not executed yet; empty when there is no such order. */
    synchronized Optional<Transfer> recall(String endToEndId) {
        executeDue();
        var found = ledger.transfer(endToEndId);
        if (found.isPresent() && found.get().isUnderWay()) {
            var recalled = found.get().as(State.CANC, clock.instant());
            record(recalled);
            return Optional.of(recalled);
        }
        return found;
    }

    private void record(Transfer transfer) {
        journal.append(transfer);
        ledger.apply(transfer);
        if (transfer.isSettled()) {
            settling.accept(transfer);
        }
    }

    public synchronized Optional<Transfer> transfer(String endToEndId) {
        executeDue();
        return ledger.transfer(endToEndId);
    }

    /** Every order that was understood, in order of arrival. */
    public synchronized List<Transfer> transfers() {
        executeDue();
        return ledger.transfers();
    }

    /** The transfers over an account, oldest first. */
    synchronized List<Transfer> settled(Account account) {
        executeDue();
        return List.copyOf(ledger.settled(account.iban()));
    }

    /** The last transfers over an account, newest first. */
    synchronized List<Transfer> entries(Account account, int limit) {
        executeDue();
        return ledger.settled(account.iban()).reversed().stream().limit(limit).toList();
    }

    Profile profile() {
        return profile;
    }

    /** Instructions that moved the same money more than once; empty when all is well. */
    public Map<String, List<String>> doubleTransfers() {
        var byInstruction =
                transfers().stream()
                        .filter(Transfer::isSettled)
                        .collect(
                                Collectors.groupingBy(
                                        each ->
                                                each.order().instruction()
                                                        + " "
                                                        + each.order().from()
                                                        + " "
                                                        + each.order().to(),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                each -> each.order().endToEndId(),
                                                Collectors.toList())));
        byInstruction.values().removeIf(ids -> ids.size() < 2);
        return byInstruction;
    }

    /** Recounts everything from the transfers; what differs from the accounts is told. */
    public synchronized List<String> discrepancies() {
        return BankAudit.of(ledger, iban -> find(iban).map(this::balance).orElse(0L));
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
