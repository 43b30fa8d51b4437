package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerPayment.Status;
import kz.nusqau.payment.Payments;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.springframework.stereotype.Component;

/**
 * What partners' payments may come to: exactly, on however many nodes and whoever asks at the same
 * time (R-LIM-1, R-LIM-2). All in the caller's transaction.
 */
@Component
final class PartnerLimits {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Money NOTHING = Money.tiyn(0);

    /** Ends in which no money moved, or all of it is back. */
    private static final Set<Status> WITHOUT_MONEY =
            EnumSet.of(Status.REFUSED, Status.REVERSED, Status.EXPIRED, Status.CANCELLED);

    private final DayUseStore days;
    private final Payments payments;
    private final HeldStore held;
    private final PartnerProperties properties;
    private final Clock clock;

    PartnerLimits(
            DayUseStore days,
            Payments payments,
            HeldStore held,
            PartnerProperties properties,
            Clock clock) {
        this.days = days;
        this.payments = payments;
        this.held = held;
        this.properties = properties;
        this.clock = clock;
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ALMATY);
    }

    /** What is left; nobody else finds out until the transaction ends. */
    Room room(String partner, LocalDate day) {
        var limits = properties.limits(partner);
        days.lock(partner);
        return new Room(
                limits,
                payments.pendingOfPartner(partner).plus(held.waiting(partner)),
                limits.dayAmount() == null ? NOTHING : days.used(partner, day));
    }

    /**
     * For those who change what waits to be approved: it is locked after this, and never before.
     */
    void lock(String partner) {
        days.lock(partner);
    }

    /** Payments that were proposed in the room that there was. */
    void count(String partner, LocalDate day, Map<InstructionId, Money> amounts) {
        if (properties.limits(partner).dayAmount() != null) {
            days.count(partner, day, amounts);
        }
    }

    /** What ends without money counts no more for its day. */
    void changed(List<PartnerPayment> changed) {
        days.giveBack(
                changed.stream()
                        .filter(payment -> WITHOUT_MONEY.contains(payment.status()))
                        .filter(this::isCounted)
                        .map(PartnerPayment::id)
                        .collect(Collectors.toSet()));
    }

    private boolean isCounted(PartnerPayment payment) {
        var partner = properties.partners().get(payment.partner());
        return partner != null && partner.limits().dayAmount() != null;
    }

    /** Deletes a part of what nobody asks for any more; true while there may be more. */
    boolean deleteOld() {
        return days.deleteBefore(day(clock.instant()).minusDays(1));
    }
}
