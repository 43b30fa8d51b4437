package kz.nusqau.payment;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.CommandAnswer;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.LedgerReport;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Acceptance;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments with the modules below them on a real database; counterparties answer by hand. */
final class PaymentSide implements AutoCloseable {

    private static final AtomicLong PAYMENT_NUMBERS = new AtomicLong();

    final RecordedNeighbours neighbours = new RecordedNeighbours();
    final HikariDataSource pool = PostgresForTests.migrated().pool(8);
    final JdbcTemplate jdbc = new JdbcTemplate(pool);
    final TransactionTemplate transaction;
    private final AnnotationConfigApplicationContext spring =
            new AnnotationConfigApplicationContext();
    volatile Duration ahead = Duration.ZERO;

    PaymentSide() {
        var environment = new MockEnvironment();
        environment.setProperty("nusqau.data-dir", TemporaryFolder.create("payments").toString());
        spring.setEnvironment(environment);
        var transactions = new JdbcTransactionManager(pool);
        transaction = new TransactionTemplate(transactions);
        spring.registerBean(DataSource.class, () -> pool);
        spring.registerBean(JdbcTemplate.class, () -> jdbc);
        spring.registerBean(PlatformTransactionManager.class, () -> transactions);
        spring.registerBean(TransactionTemplate.class, () -> transaction);
        spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        spring.registerBean(CatalogueInForce.class, CatalogueForTests::inForce);
        spring.registerBean(Clock.class, () -> new AheadOfTime());
        spring.registerBean(RecordedNeighbours.class, () -> neighbours);
        spring.register(Modules.class);
        spring.refresh();
    }

    <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    Payments payments() {
        return bean(Payments.class);
    }

    /** A subscriber who accepted the rules. */
    SubscriberId subscriber() {
        SubscriberId id = stranger();
        transaction.executeWithoutResult(
                status ->
                        bean(Subscribers.class)
                                .accept(
                                        List.of(
                                                new Acceptance(
                                                        id, "sms", now(), "o-1", "e-1", "w-1"))));
        return id;
    }

    SubscriberId stranger() {
        var msisdn = new Msisdn(FreshMsisdn.next());
        return bean(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
    }

    <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    ProposalResult propose(Proposal proposal) {
        return inTransaction(() -> payments().propose(List.of(proposal))).getFirst();
    }

    ProposalResult.Offered offer(Proposal proposal) {
        return (ProposalResult.Offered) propose(proposal);
    }

    ConfirmResult confirm(SubscriberId subscriber, Answer answer) {
        return confirm(subscriber, answer, now());
    }

    ConfirmResult confirm(SubscriberId subscriber, Answer answer, Instant receivedAt) {
        return confirm(new Confirmation(subscriber, answer, receivedAt));
    }

    ConfirmResult confirm(Confirmation confirmation) {
        return inTransaction(() -> payments().confirm(List.of(confirmation))).getFirst();
    }

    /** Proposed and confirmed: the reservation is asked for. */
    InstructionId started(Proposal proposal) {
        var offered = offer(proposal);
        var result = confirm(proposal.subscriber(), new Answer.Code(offered.code().orElseThrow()));
        return ((ConfirmResult.Started) result).id();
    }

    InstructionId settled(Proposal proposal) {
        InstructionId id = started(proposal);
        accept(id, "reserve", "topup", "pay", "charge");
        return id;
    }

    void accept(InstructionId id, String... steps) {
        for (String step : steps) {
            answer(id, step, accepted(step));
        }
    }

    void answer(InstructionId id, String step, CommandOutcome outcome) {
        answer(id, step, 1, outcome);
    }

    void answer(InstructionId id, String step, int generation, CommandOutcome outcome) {
        var key = new CommandKey(id, step, generation);
        // Whose payment it is, the key knows.
        var answer = new CommandAnswer(key, new SubscriberId(new UUID(0, 0)), outcome);
        transaction.executeWithoutResult(status -> bean(Outcomes.class).answered(List.of(answer)));
    }

    static CommandOutcome accepted(String step) {
        return new CommandOutcome.Accepted(
                "ref-" + step, step.equals("topup") ? Map.of("paymentNumber", number()) : Map.of());
    }

    static String number() {
        return "N" + PAYMENT_NUMBERS.incrementAndGet();
    }

    static CommandOutcome refused(RefusalReason reason) {
        return new CommandOutcome.Refused(reason, "as the test wants it");
    }

    PaymentState state(InstructionId id) {
        return payment(id).state();
    }

    Payment payment(InstructionId id) {
        return bean(PaymentBook.class).store().find(List.of(id)).get(id);
    }

    Optional<PaymentReceipt> receipt(SubscriberId payer, String number) {
        return receipt(payer, Optional.of(number));
    }

    Optional<PaymentReceipt> lastReceipt(SubscriberId payer) {
        return receipt(payer, Optional.empty());
    }

    private Optional<PaymentReceipt> receipt(SubscriberId payer, Optional<String> number) {
        return Optional.ofNullable(payments().receipts(Map.of(payer, number)).get(payer));
    }

    LedgerReport ledger() {
        return bean(LedgerCheck.class).run();
    }

    Instant now() {
        return jdbc.queryForObject("SELECT clock_timestamp()", java.sql.Timestamp.class)
                .toInstant();
    }

    ProposalBuilder alma(SubscriberId subscriber, String amount) {
        return new ProposalBuilder(this, subscriber, "alma", Map.of("account", "7273001123"))
                .of(Money.parse(amount, "KZT"));
    }

    ProposalBuilder pay(SubscriberId subscriber, String provider, Map<String, String> requisites) {
        return new ProposalBuilder(this, subscriber, provider, requisites);
    }

    @Override
    public void close() {
        spring.close();
        pool.close();
    }

    /** What a phone's owner asks for, allowed unless said otherwise. */
    record ProposalBuilder(
            PaymentSide side,
            SubscriberId subscriber,
            String provider,
            Map<String, String> requisites,
            Optional<Money> amount,
            String shortCode,
            SubscriberFacts facts,
            Quote quote,
            Account source,
            BankChoice bank) {

        ProposalBuilder(
                PaymentSide side,
                SubscriberId subscriber,
                String provider,
                Map<String, String> requisites) {
            this(
                    side,
                    subscriber,
                    provider,
                    requisites,
                    Optional.empty(),
                    "7701",
                    goodFacts(),
                    new Quote.Quoted("wooppay", ""),
                    Account.PERSONAL,
                    new BankChoice.None());
        }

        ProposalBuilder of(Money money) {
            return new ProposalBuilder(
                    side,
                    subscriber,
                    provider,
                    requisites,
                    Optional.of(money),
                    shortCode,
                    facts,
                    quote,
                    source,
                    bank);
        }

        ProposalBuilder to(String code) {
            return new ProposalBuilder(
                    side,
                    subscriber,
                    provider,
                    requisites,
                    amount,
                    code,
                    facts,
                    quote,
                    source,
                    bank);
        }

        ProposalBuilder with(SubscriberFacts other) {
            return new ProposalBuilder(
                    side,
                    subscriber,
                    provider,
                    requisites,
                    amount,
                    shortCode,
                    other,
                    quote,
                    source,
                    bank);
        }

        ProposalBuilder quoted(Quote other) {
            return new ProposalBuilder(
                    side,
                    subscriber,
                    provider,
                    requisites,
                    amount,
                    shortCode,
                    facts,
                    other,
                    source,
                    bank);
        }

        ProposalBuilder from(Account account, BankChoice.Chosen choice) {
            return new ProposalBuilder(
                    side,
                    subscriber,
                    provider,
                    requisites,
                    amount,
                    shortCode,
                    facts,
                    quote,
                    account,
                    choice);
        }

        Proposal build() {
            return new Proposal(
                    InstructionId.next(),
                    subscriber,
                    "demo",
                    shortCode,
                    Language.RU,
                    new Instruction.Pay(provider, requisites, amount, source),
                    facts,
                    quote,
                    bank,
                    UUID.randomUUID(),
                    side.now(),
                    CatalogueForTests.catalogue());
        }
    }

    static SubscriberFacts goodFacts() {
        return new SubscriberFacts(
                "r-1",
                Brand.ACTIV,
                true,
                true,
                Money.tenge(100_000),
                Money.tenge(0),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** The database's clock can't be moved; this one can. */
    private final class AheadOfTime extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException("one zone is enough");
        }
    }

    // Without what runs by itself, so that a test decides when.
    @Configuration
    @ConfigurationPropertiesScan({
        "kz.nusqau.payment",
        "kz.nusqau.confirmation",
        "kz.nusqau.subscriber"
    })
    @ComponentScan(
            basePackages = {
                "kz.nusqau.payment",
                "kz.nusqau.confirmation",
                "kz.nusqau.subscriber",
                "kz.nusqau.ledger"
            },
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {".*Configuration", ".*\\.HubNeighbours", ".*Endpoint"}))
    static class Modules {}
}
