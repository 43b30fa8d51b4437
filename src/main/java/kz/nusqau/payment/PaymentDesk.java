package kz.nusqau.payment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What support staff look up about instructions that move money, and how they end them. */
@Component
public class PaymentDesk {

    private final PaymentBook book;
    private final Endings endings;
    private final RefundApplications refunds;
    private final PaymentMetrics metrics;
    private final JdbcTemplate jdbc;

    PaymentDesk(
            PaymentBook book,
            Endings endings,
            RefundApplications refunds,
            PaymentMetrics metrics,
            JdbcTemplate jdbc) {
        this.book = book;
        this.endings = endings;
        this.refunds = refunds;
        this.metrics = metrics;
        this.jdbc = jdbc;
    }

    /** What this node has done until now. */
    public PaymentFlow flow() {
        return metrics.flow();
    }

    /** Empty for what is no instruction that moves money. */
    public Optional<PaymentView> find(InstructionId id) {
        return Optional.ofNullable(book.store().find(List.of(id)).get(id))
                .map(payment -> PaymentView.of(payment, endings(id)));
    }

    private List<String> endings(InstructionId id) {
        return endings.find(id).map(EndingView::endings).orElseGet(List::of);
    }

    /**
     * Brings an instruction to its end that waits for a person.
     *
     * @param word one of {@link PaymentView#endings()}
     * @return whether it was possible; empty for what is no such instruction or ending
     */
    public Optional<Boolean> end(InstructionId id, String word, String who, String reason) {
        return Stream.of(Ending.values())
                .filter(ending -> ending.word().equals(word))
                .findFirst()
                .flatMap(ending -> endings.end(id, ending, who, reason))
                .map(Endings.Acted::done);
    }

    /** Applications for the rest of an advance that are not refunded, by the day they are due. */
    public List<RefundApplicationView> openRefunds(int limit) {
        return refunds.open(limit);
    }

    /** Those with this payment number, whoever issued it; more than one only across systems. */
    public List<InstructionId> numbered(String number) {
        return jdbc.query(
                "SELECT instruction_id FROM payment.payment_number WHERE number = ? ORDER BY system",
                (row, n) -> new InstructionId(row.getObject(1, UUID.class)),
                number.toUpperCase(Locale.ROOT));
    }

    /**
     * Those that take money from this bank account or bring it there, newest first.
     *
     * @param iban in one piece, in capitals
     */
    public List<InstructionId> ofAccount(String iban, int limit) {
        return book.store().ofAccount(iban, limit);
    }

    /** A subscriber's, newest first. */
    public List<PaymentView> of(SubscriberId subscriber, int limit) {
        List<InstructionId> ids =
                jdbc.query(
                        "SELECT id FROM payment.payment WHERE subscriber_id = ?"
                                + " ORDER BY created_at DESC LIMIT ?",
                        (row, n) -> new InstructionId(row.getObject(1, UUID.class)),
                        subscriber.value(),
                        limit);
        Map<InstructionId, Payment> found = book.store().find(ids);
        return ids.stream()
                .flatMap(id -> Stream.ofNullable(found.get(id)))
                .map(payment -> PaymentView.of(payment, List.of()))
                .toList();
    }

    /**
     * The payee's number in clear, by the names of its parts; for those who may see it, and who are
     * on record with their reason.
     */
    public Map<String, String> requisites(InstructionId id) {
        Payment payment = book.store().find(List.of(id)).get(id);
        if (payment == null) {
            return Map.of();
        }
        return switch (payment.terms().payee()) {
            case Payee.Provider(var code, var requisites) -> requisites;
            case Payee.Person(var msisdn) -> Map.of("msisdn", msisdn.digits());
            case Payee.Own(var tail, var found) ->
                    found == null ? Map.of("tail", tail) : Map.of("iban", found.iban());
            case Payee.OtherAccount(var iban) -> Map.of("iban", iban);
            case Payee.SomebodysAccount(var iban) -> Map.of("iban", iban);
            case Payee.Self() -> Map.of();
            case Payee.AppStore() -> Map.of();
            case Payee.Purchase purchase -> Map.of("number", purchase.number());
            case Payee.Advance advance -> Map.of("number", advance.number());
        };
    }

    /**
     * What the answer to a command would bring about, as far as that can be told; nothing for one
     * that its instruction doesn't wait for.
     */
    public List<Forecast> forecasts(CommandKey command) {
        Payment payment =
                book.store().find(List.of(command.instruction())).get(command.instruction());
        Optional<Step> step = Step.of(command.step());
        if (payment == null || step.isEmpty()) {
            return List.of();
        }
        return Stream.of(
                        new CommandOutcome.Accepted("", Map.of()),
                        new CommandOutcome.Refused(RefusalReason.SERVICE_UNAVAILABLE, ""))
                .flatMap(answer -> forecast(payment, command, step.get(), answer).stream())
                .toList();
    }

    private static Optional<Forecast> forecast(
            Payment payment, CommandKey key, Step step, CommandOutcome outcome) {
        var answered = new SagaEvent.Answered(step, key.generation(), outcome);
        SagaEvent seen = payment.isRecalled() ? new SagaEvent.AnsweredRecalled(answered) : answered;
        return PaymentSaga.on(payment.kind().plan(), payment.state(), payment.generation(), seen)
                .map(
                        then ->
                                new Forecast(
                                        outcome.name(),
                                        payment.state(),
                                        then.to(),
                                        then.ask() == null ? null : then.ask().key(),
                                        postings(payment, then, key),
                                        then.tell() != Transition.Tell.NOTHING));
    }

    private static List<Transfer> postings(Payment payment, Transition then, CommandKey by) {
        Payment after = payment.in(then.to(), then.generation());
        return then.bookings().stream()
                .flatMap(booking -> Bookings.transfers(after, booking, by).stream())
                .toList();
    }
}
