package kz.nusqau.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application for the rest of an advance, as staff sees it.
 *
 * @param dueOn the last day of the term
 * @param overdue the term is over, and the money isn't refunded
 * @param state {@code open}, {@code refunding}, {@code refunded} or {@code nothing-left}
 */
public record RefundApplicationView(
        UUID id,
        UUID subscriber,
        LocalDate appliedOn,
        LocalDate dueOn,
        boolean overdue,
        String state,
        List<Try> tries) {

    static final String OPEN = "open";
    static final String REFUNDING = "refunding";
    static final String REFUNDED = "refunded";
    static final String NOTHING_LEFT = "nothing-left";

    public RefundApplicationView {
        tries = List.copyOf(tries);
    }

    static RefundApplicationView of(
            UUID id,
            UUID subscriber,
            LocalDate appliedOn,
            LocalDate dueOn,
            LocalDate today,
            List<Try> tries) {
        String state = state(tries);
        boolean owed = state.equals(OPEN) || state.equals(REFUNDING);
        return new RefundApplicationView(
                id, subscriber, appliedOn, dueOn, owed && today.isAfter(dueOn), state, tries);
    }

    private static String state(List<Try> tries) {
        if (tries.stream().anyMatch(each -> each.isIn(PaymentState.SETTLED))) {
            return REFUNDED;
        }
        if (tries.stream().anyMatch(each -> NOTHING_LEFT.equals(each.obstacle()))) {
            return NOTHING_LEFT;
        }
        return tries.getLast().isUnderWay() ? REFUNDING : OPEN;
    }

    /**
     * One time that it was taken in.
     *
     * @param instruction the refund that was begun; null when something stood in its way
     * @param amount in minor units, of that refund
     * @param payment where that refund stands: {@code crediting}
     * @param obstacle why nothing was refunded, as far as that is known
     */
    public record Try(
            Instant at,
            String who,
            String reason,
            @Nullable UUID instruction,
            @Nullable Long amount,
            @Nullable String payment,
            @Nullable String obstacle) {

        private boolean isIn(PaymentState state) {
            return EndingView.word(state).equals(payment);
        }

        private boolean isUnderWay() {
            return payment != null && !isIn(PaymentState.REFUSED) && !isIn(PaymentState.REVERSED);
        }
    }
}
