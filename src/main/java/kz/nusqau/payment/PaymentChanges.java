package kz.nusqau.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.mailbox.InstructionNeedsReview;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.Payment.Progress;
import kz.nusqau.payment.Transition.Tell;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;

/**
 * What one transaction does to a set of locked payments: collected event by event, then written at
 * once.
 */
final class PaymentChanges {

    /** In the place of a step in the key of a recall: no state waits for its answer. */
    static final String RECALL = "recall";

    private static final String PAYMENT_NUMBER = "paymentNumber";

    private final Map<InstructionId, Payment> payments;
    private final Operations operations;
    private final PaymentProperties properties;
    private final Instant now;

    private final Set<InstructionId> changed = new LinkedHashSet<>();
    private final List<CommandRequest> commands = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<PaymentNews> news = new ArrayList<>();
    private final List<InstructionNeedsReview> reviews = new ArrayList<>();
    private final List<TimelineEntry> timeline = new ArrayList<>();
    private final List<Payment> reached = new ArrayList<>();
    private final List<PartnerPayment> forPartners = new ArrayList<>();
    private final Set<InstructionId> numbered = new LinkedHashSet<>();
    private final Set<InstructionId> paid = new LinkedHashSet<>();
    private final Set<InstructionId> givenUp = new LinkedHashSet<>();
    private final Map<InstructionId, String> resolved = new LinkedHashMap<>();

    PaymentChanges(
            Map<InstructionId, Payment> locked,
            Operations operations,
            PaymentProperties properties,
            Instant now) {
        this.payments = new LinkedHashMap<>(locked);
        this.operations = operations;
        this.properties = properties;
        this.now = now;
    }

    /** The payment as it stands now; fails for what was not locked. */
    Payment get(InstructionId id) {
        Payment payment = payments.get(id);
        if (payment == null) {
            throw new IllegalStateException("no payment " + id);
        }
        return payment;
    }

    /** All that were locked. */
    List<InstructionId> ids() {
        return List.copyOf(payments.keySet());
    }

    boolean holds(InstructionId id) {
        return payments.containsKey(id);
    }

    /** Lets an event act. False when it changes nothing. */
    boolean on(InstructionId id, SagaEvent event) {
        Payment before = get(id);
        SagaEvent seen =
                before.isRecalled() && event instanceof SagaEvent.Answered answer
                        ? new SagaEvent.AnsweredRecalled(answer)
                        : event;
        Optional<Transition> transition =
                PaymentSaga.on(before.kind().plan(), before.state(), before.generation(), seen);
        transition.ifPresent(it -> change(before, it, event));
        return transition.isPresent();
    }

    /** Whatever is on its way will be taken back when its answer comes. */
    void recall(InstructionId id) {
        Payment payment = get(id);
        if (!payment.isRecalled()) {
            put(payment.with(payment.progress().recalled(now)));
            note(payment, "payment.recalled", "by the subscriber, in " + name(payment.state()));
        }
    }

    /**
     * Asks the bank to recall the order that this step is, if it is one. Whether the bank could,
     * the order's own outcome tells.
     */
    boolean recallAtBank(InstructionId id, Step step) {
        Payment payment = get(id);
        var order = operations.command(payment, step, payment.generation(), now);
        if (!(order.operation() instanceof Operation.CreditTransfer)) {
            return false;
        }
        if (payment.isRecalled()) {
            return true;
        }
        recall(id);
        commands.add(
                new CommandRequest(
                        new CommandKey(id, RECALL, 1),
                        order.counterparty(),
                        payment.subscriber(),
                        new Operation.RecallCreditTransfer(order.key()),
                        now.plus(properties.finishWithin())));
        return true;
    }

    /** An automatic way back there is none: a person decides. */
    void askForReversal(InstructionId id) {
        Payment payment = get(id);
        reviews.add(
                new InstructionNeedsReview(
                        payment.id(),
                        payment.subscriber(),
                        "payment.reversal.asked",
                        payment.kind() + " in " + name(payment.state())));
        note(payment, "payment.reversal-asked", "by the subscriber");
    }

    /** All that were locked, as they stand now. */
    List<Payment> all() {
        return List.copyOf(payments.values());
    }

    /** The subscriber hears, once, that it takes long. */
    void tellStillWorking(InstructionId id) {
        Payment payment = get(id);
        put(payment.with(payment.progress().overdue(null)));
        news.add(payment.news(new News.StillWorking()));
        note(payment, "payment.slow", "still " + name(payment.state()));
    }

    /** Too early to say what it waits for. */
    void lookAgain(InstructionId id) {
        Payment payment = get(id);
        put(payment.with(payment.progress().overdue(now.plus(properties.stillWorkingAfter()))));
    }

    private void change(Payment before, Transition transition, SagaEvent event) {
        Payment after =
                before.in(transition.to(), transition.generation())
                        .with(progress(before, transition, event));
        put(after);
        reached.add(after);
        if (after.origin().partner() != null
                && PartnerPayment.status(before) != PartnerPayment.status(after)) {
            forPartners.add(PartnerPayment.of(after));
        }
        if (transition.ask() != null) {
            commands.add(operations.command(after, transition.ask(), transition.generation(), now));
        }
        for (Booking booking : transition.bookings()) {
            transfers.addAll(Bookings.transfers(after, booking, by(after, event)));
        }
        if (before.progress().paymentNumber() == null && after.progress().paymentNumber() != null) {
            numbered.add(after.id());
        }
        if (transition.tell() == Tell.PAID) {
            paid.add(after.id());
            tellReversed(after);
        }
        if (after.state() == PaymentState.REFUSED || after.state() == PaymentState.REVERSED) {
            givenUp.add(after.id());
        }
        if (isPersonsEnd(before, after)) {
            resolved.put(after.id(), name(after.state()));
        }
        tell(after, transition.tell(), event, before.wasTold());
        if (transition.review() != null) {
            reviews.add(
                    new InstructionNeedsReview(
                            after.id(), after.subscriber(), transition.review(), words(event)));
        }
        note(after, "payment." + name(after.state()), words(event));
    }

    /** The command whose answer is booked, or a name for what a person decided. */
    private static CommandKey by(Payment payment, SagaEvent event) {
        return event instanceof SagaEvent.Answered(var step, var generation, var outcome)
                ? payment.key(step, generation)
                : new CommandKey(payment.id(), Ledger.BY_HAND, 1);
    }

    /** What was taken back counts towards no limit any more, and its own timeline says so. */
    private void tellReversed(Payment reversal) {
        if (reversal.terms().payee() instanceof Payee.Advance advance) {
            InstructionId reversed = advance.topUp().instruction();
            givenUp.add(reversed);
            timeline.add(
                    new TimelineEntry(
                            reversed,
                            reversal.subscriber(),
                            now,
                            "payment.taken-back",
                            "by " + reversal.id()));
        }
    }

    /** Whether a person may have looked into it; one that ends as usual is nobody's task. */
    private static boolean isPersonsEnd(Payment before, Payment after) {
        return after.state().kind() == PaymentState.Kind.ENDED
                && before.state() != PaymentState.PROPOSED
                && (after.state() == PaymentState.REVERSED
                        || before.state().kind() == PaymentState.Kind.REVIEW
                        || before.state() == PaymentState.COLLECTING
                        || before.generation() > 1);
    }

    private Progress progress(Payment before, Transition transition, SagaEvent event) {
        Progress progress = before.progress().because(transition.reason());
        if (event instanceof SagaEvent.Confirmed) {
            progress =
                    progress.confirmed(
                            now,
                            now.plus(properties.payWithin()),
                            now.plus(properties.stillWorkingAfter()));
        }
        if (event instanceof SagaEvent.Scheduled(var day, var over)) {
            progress = progress.overdue(over);
        }
        if (event
                instanceof
                SagaEvent.Answered(
                        var step,
                        var generation,
                        CommandOutcome.Accepted(var reference, var details))) {
            if (step == Step.TOP_UP || step == Step.REDEEM) {
                progress = progress.toppedUp(reference).numbered(number(details, reference));
            }
            if (step == Step.HOLD_AGAIN) {
                progress = progress.heldAgain(generation);
            }
            if (step == Step.DEBIT) {
                // It may have waited for days; who was told that it takes long isn't told again.
                progress =
                        progress.until(
                                now.plus(properties.payWithin()),
                                before.wasTold() ? null : now.plus(properties.stillWorkingAfter()));
            }
            if (transition.tell() == Tell.PAID) {
                progress =
                        progress.numbered(
                                switch (step) {
                                    case CREDIT, MOVE, REMIT -> IssuedNumbers.of(before.id());
                                    case RECEIVE ->
                                            ((Payee.Purchase) before.terms().payee()).number();
                                    case TAKE_BACK ->
                                            ((Payee.Advance) before.terms().payee()).number();
                                    default -> number(details, reference);
                                });
            }
        }
        boolean nothingToWaitFor =
                transition.to().isAtRest() || before.kind().plan().isPastPivot(transition.to());
        return nothingToWaitFor ? progress.overdue(null) : progress;
    }

    private void tell(Payment payment, Tell tell, SagaEvent event, boolean afterStillWorking) {
        News what =
                switch (tell) {
                    case NOTHING -> null;
                    case PAID -> new News.Paid(number(payment));
                    case NOT_PAID -> new News.NotPaid(reason(payment));
                    case UNDONE -> new News.Undone(reason(payment));
                    case UNDER_REVIEW -> new News.UnderReview();
                    case SCHEDULED -> new News.Scheduled(((SagaEvent.Scheduled) event).day());
                };
        if (what != null) {
            news.add(payment.news(what, afterStillWorking));
        }
    }

    private void put(Payment payment) {
        payments.put(payment.id(), payment);
        changed.add(payment.id());
    }

    private void note(Payment payment, String kind, String detail) {
        timeline.add(new TimelineEntry(payment.id(), payment.subscriber(), now, kind, detail));
    }

    /** In capitals, so that it is found however it is typed. */
    private static String number(Map<String, String> details, String reference) {
        return details.getOrDefault(PAYMENT_NUMBER, reference).toUpperCase(Locale.ROOT);
    }

    private static String number(Payment payment) {
        String number = payment.progress().paymentNumber();
        if (number == null) {
            throw new IllegalStateException("paid without a number: " + payment.id());
        }
        return number;
    }

    private static RefusalReason reason(Payment payment) {
        RefusalReason reason = payment.progress().reason();
        if (reason == null) {
            throw new IllegalStateException("given up without a reason: " + payment.id());
        }
        return reason;
    }

    private static String words(SagaEvent event) {
        return switch (event) {
            case SagaEvent.Confirmed() -> "confirmed";
            case SagaEvent.Disallowed(var reason) -> "confirmed, but " + reason;
            case SagaEvent.Cancelled(var cause) -> words(cause);
            case SagaEvent.Superseded() -> "a newer instruction took its place";
            case SagaEvent.Expired() -> "not confirmed in time";
            case SagaEvent.Scheduled(var day, var over) -> "the bank executes it on " + day;
            case SagaEvent.Answered(var step, var generation, var outcome) ->
                    "%s/%d %s".formatted(step.key(), generation, words(outcome));
            case SagaEvent.AnsweredRecalled(var answer) -> words(answer);
            case SagaEvent.Recalled() -> "recalled by the subscriber";
            case SagaEvent.Retried() -> "asked for once more by a person";
            case SagaEvent.RetriedWithoutHold() -> "asked for once more by a person, held anew";
            case SagaEvent.WrittenOff() -> "given up by a person";
        };
    }

    private static String words(SagaEvent.Cause cause) {
        return switch (cause) {
            case SUBSCRIBER -> "cancelled by the subscriber";
            case PARTNER -> "cancelled by the partner";
            case PARTNER_SUSPENDED -> "cancelled, as the partner was suspended";
            case TRIES_USED_UP -> "cancelled, as no try was left for its code";
        };
    }

    private static String words(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted(var reference, var details) -> "accepted " + reference;
            case CommandOutcome.Refused(var reason, var detail) -> "refused " + reason;
            case CommandOutcome.NotSent(var why) -> "not sent: " + why;
            case CommandOutcome.Unknown(var detail) -> "unknown";
            case CommandOutcome.Stuck(var detail) -> "stuck";
        };
    }

    private static String name(PaymentState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Payment> changed() {
        return changed.stream().map(this::get).toList();
    }

    /** Once for each state that a payment came to. */
    List<Payment> reached() {
        return reached;
    }

    /** Once for each step that a partner hears of. */
    List<PartnerPayment> forPartners() {
        return forPartners;
    }

    /** Those that got their payment number. */
    List<Payment> numbered() {
        return numbered.stream().map(this::get).toList();
    }

    List<Payment> paid() {
        return paid.stream().map(this::get).toList();
    }

    Set<InstructionId> givenUp() {
        return givenUp;
    }

    List<CommandRequest> commands() {
        return commands;
    }

    List<Transfer> transfers() {
        return transfers;
    }

    List<PaymentNews> news() {
        return news;
    }

    /** To be published one by one. */
    List<InstructionNeedsReview> reviews() {
        return reviews;
    }

    /** Where those ended that a person may have looked into. */
    Map<InstructionId, String> resolved() {
        return resolved;
    }

    List<TimelineEntry> timeline() {
        return timeline;
    }
}
