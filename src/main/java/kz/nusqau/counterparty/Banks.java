package kz.nusqau.counterparty;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.counterparty.Collector.Question;
import kz.nusqau.counterparty.bank.BankLookups;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.shared.Msisdn;

/** Look-ups at the banks. Questions that come close together share a message. */
public final class Banks implements AutoCloseable {

    private static final int CAPACITY = 16_384;
    private static final String ALL = "all";

    private final Map<String, Desk> desks = new TreeMap<>();

    private final Map<String, OperationalDay> days;

    Banks(Map<Counterparty, BankLookups> banks, Map<String, OperationalDay> days) {
        banks.forEach((bank, lookups) -> desks.put(bank.id(), new Desk(bank, lookups)));
        this.days = Map.copyOf(days);
    }

    /** The configured ones. */
    public List<String> ids() {
        return List.copyOf(desks.keySet());
    }

    /** Whether orders to it are being answered. */
    public boolean isWell(String bank) {
        return desk(bank).bank.isWell();
    }

    /**
     * The subscriber's own accounts; none when the number is no client's.
     *
     * @return fails with {@link CounterpartyUnavailable}, as do the others
     */
    public CompletableFuture<List<BankAccount>> accounts(String bank, Msisdn owner) {
        return desk(bank).accounts.ask(owner);
    }

    /** The same at several banks, by their ids in order; fails when one of them doesn't answer. */
    public CompletableFuture<Map<String, List<BankAccount>>> accounts(
            List<String> banks, Msisdn owner) {
        var asked = new TreeMap<String, CompletableFuture<List<BankAccount>>>();
        banks.forEach(bank -> asked.put(bank, accounts(bank, owner)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> {
                            var found = new TreeMap<String, List<BankAccount>>();
                            asked.forEach((bank, accounts) -> found.put(bank, accounts.join()));
                            return found;
                        });
    }

    /** The last operations on each of the subscriber's own accounts. */
    public CompletableFuture<List<BankStatement>> statements(String bank, Msisdn owner) {
        return desk(bank).statements.ask(owner);
    }

    public CompletableFuture<List<BankRate>> rates(String bank) {
        return desk(bank).rates.ask(ALL);
    }

    /** Whether an account belongs to the owner of a number. */
    public CompletableFuture<OwnerCheck> checkOwner(String bank, String iban, Msisdn owner) {
        return desk(bank).owners.ask(new Owned(iban, owner));
    }

    /** When a bank works (R-INS-7). */
    public OperationalDay operationalDay(String bank) {
        OperationalDay day = days.get(bank);
        if (day == null) {
            throw new IllegalArgumentException("no bank " + bank + " among " + days.keySet());
        }
        return day;
    }

    /** The banks where we have an account: to be paid to, and to pay from. */
    public List<String> paying() {
        return desks.values().stream()
                .filter(desk -> !desk.settlementAccount().isEmpty())
                .map(desk -> desk.bank.id())
                .toList();
    }

    /** IBAN of our account at a bank; empty where we have none. */
    public String settlementAccount(String bank) {
        return desk(bank).settlementAccount();
    }

    /** The bank that an account is at, when we have an account to pay from there. */
    public Optional<String> holding(String iban) {
        return paying().stream()
                .filter(bank -> bankCode(settlementAccount(bank)).equals(bankCode(iban)))
                .findFirst();
    }

    /** {@code KZ41 722…}: it follows the country and the check digits. */
    private static String bankCode(String iban) {
        return iban.substring(4, 7);
    }

    private Desk desk(String bank) {
        Desk desk = desks.get(bank);
        if (desk == null) {
            throw new IllegalArgumentException("no bank " + bank + " among " + desks.keySet());
        }
        return desk;
    }

    @Override
    public void close() {
        desks.values().forEach(Desk::close);
    }

    private record Owned(String iban, Msisdn owner) {}

    /** What is asked of one bank. */
    private static final class Desk {

        private final Counterparty bank;
        private final Collector<Msisdn, List<BankAccount>> accounts;
        private final Collector<Msisdn, List<BankStatement>> statements;
        private final Collector<String, List<BankRate>> rates;
        private final Collector<Owned, OwnerCheck> owners;

        Desk(Counterparty bank, BankLookups lookups) {
            this.bank = bank;
            accounts = collector("accounts", BankLookups.MAX_OWNERS, lookups::accounts);
            statements = collector("statements", BankLookups.MAX_OWNERS, lookups::statements);
            rates =
                    collector(
                            "rates",
                            CAPACITY,
                            (asked, timeout) -> Map.of(ALL, lookups.rates(timeout)));
            owners =
                    collector(
                            "owners",
                            1,
                            (asked, timeout) -> {
                                Owned owned = asked.getFirst();
                                return Map.of(
                                        owned,
                                        lookups.checkOwner(owned.iban(), owned.owner(), timeout));
                            });
        }

        String settlementAccount() {
            return bank.settings().bank().settlementAccount();
        }

        private interface Ask<Q, A> {
            Map<Q, A> ask(List<Q> questions, Duration timeout);
        }

        private <Q, A> Collector<Q, A> collector(String operation, int maxBatch, Ask<Q, A> ask) {
            var settings = bank.settings();
            return new Collector<>(
                    bank.id() + "-" + operation,
                    maxBatch,
                    settings.lookupsAtOnce(),
                    CAPACITY,
                    settings.lookupTimeout(),
                    questions -> answer(operation, questions, ask));
        }

        private <Q, A> void answer(
                String operation, List<Question<Q, A>> questions, Ask<Q, A> ask) {
            List<Q> asked = questions.stream().map(Question::asked).distinct().toList();
            Map<Q, A> answers =
                    bank.lookup(operation, () -> ask.ask(asked, bank.settings().lookupTimeout()));
            for (var question : questions) {
                A answer = answers.get(question.asked());
                if (answer == null) {
                    question.answer()
                            .completeExceptionally(
                                    new CounterpartyUnavailable(
                                            bank.id() + " left a question out"));
                } else {
                    question.answer().complete(answer);
                }
            }
        }

        void close() {
            accounts.close();
            statements.close();
            rates.close();
            owners.close();
        }
    }
}
