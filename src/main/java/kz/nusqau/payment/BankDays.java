package kz.nusqau.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.shared.InstructionId;
import org.springframework.stereotype.Component;

/**
 * Which payments wait for nothing but a bank's next operational day (R-INS-7): confirmed after the
 * cut-off, and taken in by the bank. One that the bank executes at once all the same never waits.
 */
@Component
final class BankDays {

    private final Neighbours neighbours;
    private final PaymentProperties properties;
    private final Clock clock;

    BankDays(Neighbours neighbours, PaymentProperties properties, Clock clock) {
        this.neighbours = neighbours;
        this.properties = properties;
        this.clock = clock;
    }

    /** What a payment that takes long waits for. */
    sealed interface Wait {

        /** Not for a bank's day. */
        record None() implements Wait {}

        /** It came after the cut-off, and the bank may not have it yet. */
        record Unsure() implements Wait {}

        record For(SagaEvent.Scheduled day) implements Wait {}
    }

    /** What is left out waits for none. */
    Map<InstructionId, Wait> of(Collection<Payment> payments) {
        Map<CommandKey, SagaEvent.Scheduled> late = new HashMap<>();
        Map<InstructionId, Wait> waits = new HashMap<>();
        for (Payment payment : payments) {
            var asked = asked(payment);
            var day = asked.isPresent() ? day(payment) : Optional.<SagaEvent.Scheduled>empty();
            if (asked.isPresent() && day.isPresent()) {
                late.put(asked.get(), day.get());
                if (mayStillBeSent(payment)) {
                    waits.put(payment.id(), new Wait.Unsure());
                }
            }
        }
        if (!late.isEmpty()) {
            Set<CommandKey> takenIn = neighbours.takenIn(late.keySet());
            late.forEach(
                    (key, day) -> {
                        if (takenIn.contains(key)) {
                            waits.put(key.instruction(), new Wait.For(day));
                        }
                    });
        }
        return waits;
    }

    private boolean mayStillBeSent(Payment payment) {
        Instant confirmedAt = payment.progress().confirmedAt();
        return confirmedAt != null
                && clock.instant().isBefore(confirmedAt.plus(properties.reserveWithin()));
    }

    /** What a bank was asked for and may put off. */
    private static Optional<CommandKey> asked(Payment payment) {
        return Step.awaitedIn(payment.state())
                .filter(step -> step.acting() == payment.state() && step.scheduled().isPresent())
                .map(step -> payment.key(step, payment.generation()));
    }

    private Optional<SagaEvent.Scheduled> day(Payment payment) {
        Instant confirmedAt = payment.progress().confirmedAt();
        Optional<String> bank = payment.bank();
        if (confirmedAt == null || bank.isEmpty()) {
            return Optional.empty();
        }
        OperationalDay days = neighbours.operationalDay(bank.get());
        var day = days.valueDate(confirmedAt);
        return day.isAfter(AlmatyDay.of(clock.instant()))
                ? Optional.of(new SagaEvent.Scheduled(day, days.refusedBy(confirmedAt)))
                : Optional.empty();
    }
}
