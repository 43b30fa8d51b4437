package kz.nusqau.partner;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.PaymentRight;
import org.springframework.stereotype.Component;

/**
 * Looks up what payments by users need, before their transaction: nothing where another user has to
 * approve them first (R-ACC-3), and nothing for somebody who may do nothing.
 */
@Component
final class UserPaymentLookups {

    private final PayableLookups lookups;
    private final HeldPayments held;
    private final SignIns signIns;

    UserPaymentLookups(PayableLookups lookups, HeldPayments held, SignIns signIns) {
        this.lookups = lookups;
        this.held = held;
        this.signIns = signIns;
    }

    /** Whether a wish is a user's, and about a payment that may be proposed. */
    static boolean isNeeded(Wish wish) {
        return wish instanceof Wish.Approve
                || (wish instanceof Wish.Create create && create.by().isPresent());
    }

    /** In order. */
    List<Found> of(String partner, List<Wish> wishes) {
        List<Optional<Wish.Create>> payable =
                wishes.stream().map(wish -> payable(partner, wish)).toList();
        List<Wish> asked = payable.stream().<Wish>flatMap(Optional::stream).toList();
        Iterator<Found> found = lookups.of(asked).iterator();
        return payable.stream()
                .map(it -> it.isEmpty() ? new Found.Nothing() : found.next())
                .toList();
    }

    private Optional<Wish.Create> payable(String partner, Wish wish) {
        return switch (wish) {
            case Wish.Approve(var named, var by) when mayConfirm(partner, by) ->
                    held.waiting(partner, named);
            case Wish.Create create when mayConfirm(partner, create.by().orElseThrow()) ->
                    Optional.of(create);
            default -> Optional.empty();
        };
    }

    private boolean mayConfirm(String partner, Wish.By by) {
        return signIns.user(partner, by)
                .map(PartnerUser::paymentRight)
                .filter(right -> right == PaymentRight.CONFIRM)
                .isPresent();
    }
}
