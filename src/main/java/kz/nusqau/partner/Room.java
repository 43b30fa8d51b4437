package kz.nusqau.partner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.partner.PartnerProperties.Limits;
import kz.nusqau.payment.PendingOfPartner;
import kz.nusqau.shared.Money;

/** How much more a partner may ask its payers for, while nobody else does for it. */
final class Room {

    private final Limits limits;
    private int open;
    private Money openAmount;
    private Money today;

    /**
     * @param today what the partner's payments of the day come to
     */
    Room(Limits limits, PendingOfPartner pending, Money today) {
        this.limits = limits;
        this.open = pending.count();
        this.openAmount = pending.amount();
        this.today = today;
    }

    private Room(Room other) {
        this(other.limits, new PendingOfPartner(other.open, other.openAmount), other.today);
    }

    /** Why a payment doesn't fit in; empty where it does. */
    Optional<Fault> objection(Money amount) {
        return objectionToWaiting(amount).or(() -> objectionToday(amount));
    }

    /** The same for one that is to be approved first, and counts for the day on which it is. */
    Optional<Fault> objectionToWaiting(Money amount) {
        if (amount.isMoreThan(Money.tenge(limits.amount()))) {
            return fault(
                    FaultCode.ABOVE_PARTNER_LIMIT,
                    "you may ask for %d KZT at most".formatted(limits.amount()));
        }
        if (open >= limits.open()) {
            return fault(
                    FaultCode.TOO_MANY_OPEN,
                    "as many payments as you may propose wait already: " + limits.open());
        }
        Long mostOpen = limits.openAmount();
        if (mostOpen != null && openAmount.plus(amount).isMoreThan(Money.tenge(mostOpen))) {
            return fault(
                    FaultCode.TOO_MANY_OPEN,
                    "what waits comes to %s KZT with this one; it may be %d at most"
                            .formatted(openAmount.plus(amount).toDecimal(), mostOpen));
        }
        return Optional.empty();
    }

    private Optional<Fault> objectionToday(Money amount) {
        Long most = limits.dayAmount();
        if (most != null && today.plus(amount).isMoreThan(Money.tenge(most))) {
            return fault(
                    FaultCode.ABOVE_PARTNER_DAY_LIMIT,
                    "payments of today come to %s KZT with this one; it may be %d at most"
                            .formatted(today.plus(amount).toDecimal(), most));
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(FaultCode code, String explanation) {
        return Optional.of(Fault.of(code, explanation));
    }

    /** For one that is to be approved first. */
    void takeWaiting(Money amount) {
        open++;
        openAmount = openAmount.plus(amount);
    }

    void take(Money amount) {
        takeWaiting(amount);
        today = today.plus(amount);
    }

    /** Those that fit in together, in order. */
    <K, V> Map<K, V> fitting(Map<K, V> wanted, Function<V, Money> amount) {
        var trial = new Room(this);
        Map<K, V> fitting = new LinkedHashMap<>();
        wanted.forEach(
                (key, value) -> {
                    Money asked = amount.apply(value);
                    if (trial.objection(asked).isEmpty()) {
                        trial.take(asked);
                        fitting.put(key, value);
                    }
                });
        return fitting;
    }
}
