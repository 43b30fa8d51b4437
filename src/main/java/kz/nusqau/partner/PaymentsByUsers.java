package kz.nusqau.partner;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.PartnerUserId;
import kz.nusqau.subscriber.PartnerUsers;
import kz.nusqau.subscriber.PaymentRight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets those create, approve and cancel payments who may: the partner itself, and its users by
 * their levels (R-ACC-1, R-ACC-3). What a user does is recorded, and also what is refused
 * (R-OPS-2). All in the caller's transaction.
 */
@Component
final class PaymentsByUsers {

    private static final String CHANNEL = "partner";

    private final SignIns signIns;
    private final PartnerUsers users;
    private final PaymentRequests proposals;
    private final HeldPayments held;

    PaymentsByUsers(
            SignIns signIns, PartnerUsers users, PaymentRequests proposals, HeldPayments held) {
        this.signIns = signIns;
        this.users = users;
        this.proposals = proposals;
        this.held = held;
    }

    /**
     * Proposes what may be proposed, and keeps the rest to be approved.
     *
     * @param wishes to different subscribers
     */
    Map<Prepared, Answer> create(String partner, Map<Prepared, Wish.Create> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<Prepared, Wish.Create> proposed = new LinkedHashMap<>();
        Map<Prepared, Wish.Create> waiting = new LinkedHashMap<>();
        wishes.forEach(
                (prepared, wish) -> {
                    Optional<PartnerUser> user = wish.by().flatMap(by -> signIns.user(partner, by));
                    if (wish.by().isPresent() && user.isEmpty()) {
                        answers.put(prepared, SignIns.notSignedIn());
                        return;
                    }
                    PaymentRight right =
                            user.map(PartnerUser::paymentRight).orElse(PaymentRight.CONFIRM);
                    Optional<Answer> doubt =
                            user.isEmpty() ? Optional.empty() : prepared.holder().objection();
                    if (right == PaymentRight.NONE) {
                        answers.put(prepared, blocked());
                    } else if (doubt.isPresent()) {
                        answers.put(prepared, doubt.get());
                    } else if (right == PaymentRight.CREATE) {
                        waiting.put(prepared, wish);
                    } else {
                        proposed.put(prepared, wish);
                    }
                });
        answers.putAll(proposals.propose(partner, proposed));
        answers.putAll(held.hold(partner, waiting));
        wishes.forEach(
                (prepared, wish) ->
                        wish.by()
                                .ifPresent(
                                        by ->
                                                record(
                                                        partner,
                                                        by.user(),
                                                        RequestType.PAYMENT_CREATE,
                                                        prepared.envelope().requestId(),
                                                        answers.get(prepared))));
        return answers;
    }

    /** Proposes what waits for it, if the user may confirm. */
    Answer approve(String partner, Prepared prepared, Wish.By by, InstructionId payment) {
        Answer answer =
                objection(partner, by, PaymentRight.CONFIRM)
                        .or(prepared.holder()::objection)
                        .orElseGet(() -> held.approve(partner, prepared, payment));
        record(partner, by.user(), RequestType.PAYMENT_APPROVE, payment.toString(), answer);
        return answer;
    }

    /** Ends what waits, for whoever may create. */
    Map<Prepared, Answer> cancel(String partner, Map<Prepared, InstructionId> wanted) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<Prepared, InstructionId> allowed = new LinkedHashMap<>(wanted);
        wanted.keySet()
                .forEach(
                        prepared ->
                                canceller(prepared)
                                        .flatMap(by -> objection(partner, by, PaymentRight.CREATE))
                                        .ifPresent(
                                                objection -> {
                                                    answers.put(prepared, objection);
                                                    allowed.remove(prepared);
                                                }));
        var now = held.cancel(partner, allowed.values());
        allowed.forEach((prepared, id) -> answers.put(prepared, cancelled(now.get(id))));
        wanted.forEach(
                (prepared, id) ->
                        canceller(prepared)
                                .ifPresent(
                                        by ->
                                                record(
                                                        partner,
                                                        by.user(),
                                                        RequestType.PAYMENT_CANCEL,
                                                        id.toString(),
                                                        answers.get(prepared))));
        return answers;
    }

    private static Optional<Wish.By> canceller(Prepared prepared) {
        return ((Wish.Cancel) ((Arrival.Request) prepared.arrival()).wish()).by();
    }

    private static Answer cancelled(@Nullable PartnerPayment now) {
        if (now == null) {
            return HeldPayments.notFound();
        }
        return now.status() == PartnerPayment.Status.CANCELLED
                ? new Answer.OfPayment(now)
                : Answer.Failed.because(
                        FaultCode.PAYMENT_NOT_PENDING,
                        "it is " + Wording.word(now.status()) + " already");
    }

    /** Why a user may not do it; empty who may. */
    private Optional<Answer> objection(String partner, Wish.By by, PaymentRight needed) {
        Optional<PartnerUser> user = signIns.user(partner, by);
        if (user.isEmpty()) {
            return Optional.of(SignIns.notSignedIn());
        }
        PaymentRight right = user.get().paymentRight();
        if (right == PaymentRight.NONE) {
            return Optional.of(blocked());
        }
        return right == PaymentRight.CREATE && needed == PaymentRight.CONFIRM
                ? Optional.of(
                        Answer.Failed.because(
                                FaultCode.ACCESS_LEVEL_TOO_LOW,
                                "that takes a user who may confirm payments"))
                : Optional.empty();
    }

    private static Answer.Failed blocked() {
        return Answer.Failed.because(FaultCode.USER_BLOCKED, "the user is blocked");
    }

    /** A name alone did nothing: who isn't signed in is nobody. */
    private void record(
            String partner,
            PartnerUserId user,
            RequestType act,
            @Nullable String about,
            @Nullable Answer answer) {
        if (answer instanceof Answer.Failed(var fault) && fault.code() == FaultCode.NOT_SIGNED_IN) {
            return;
        }
        String payment =
                Optional.ofNullable(answer)
                        .flatMap(Answer::instruction)
                        .map(InstructionId::toString)
                        .orElse(about);
        users.record(partner, user, CHANNEL, act.word() + " " + payment, refused(answer));
    }

    private static @Nullable String refused(@Nullable Answer answer) {
        return switch (answer) {
            case Answer.Failed(var fault) -> words(fault.code());
            case Answer.Refused(var provider, var reason) -> words(reason);
            case Answer.OfPayment(var payment) ->
                    payment.reason().map(PaymentsByUsers::words).orElse(null);
            case null, default -> throw new IllegalStateException("no answer of payments");
        };
    }

    private static String words(Enum<?> why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
