package kz.nusqau.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.catalogue.LimitRules;
import kz.nusqau.catalogue.Limits;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/** An instruction that moves money: what was asked for, where it came from, how far it got. */
record Payment(
        InstructionId id,
        SubscriberId subscriber,
        PaymentKind kind,
        Terms terms,
        Origin origin,
        PaymentState state,
        int generation,
        Progress progress) {

    /**
     * What the subscriber confirms.
     *
     * @param payeeIndex equal for the same payee, and says nothing else
     * @param system e-money system or bank that executes it; null only for what was refused before
     *     one was chosen
     * @param move what a bank moves; null where none does, or it was refused before that was known
     */
    record Terms(
            Payee payee,
            byte[] payeeIndex,
            Money amount,
            Money fee,
            @Nullable String system,
            @Nullable BankMove move) {

        Terms(Payee payee, byte[] payeeIndex, Money amount, Money fee, @Nullable String system) {
            this(payee, payeeIndex, amount, fee, system, null);
        }

        /** What it counts against limits, which are in KZT. */
        Money counted() {
            return move == null ? amount : move.counted();
        }

        Money total() {
            return amount.plus(fee);
        }

        /** The strictest of all layers that apply (R-LIM-2). */
        Limits limits(LimitRules rules) {
            if (payee instanceof Payee.AppStore) {
                return rules.ofAppStore();
            }
            return system == null ? rules.ofHub() : rules.of(system);
        }

        /** IBANs of the payer and of the payee, as far as they are known; never one of ours. */
        Set<String> accounts() {
            return Stream.concat(
                            Stream.ofNullable(move).map(BankMove::from),
                            payee.bankAccount().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Code of the provider, null where none is paid. */
        @Nullable String provider() {
            return payee instanceof Payee.Provider(var code, var requisites) ? code : null;
        }

        @Override
        public String toString() {
            String what = "%s, fee %s, to %s".formatted(amount, fee, payee);
            return move == null ? what : what + ", " + move;
        }
    }

    /**
     * Where it came from.
     *
     * @param link empty for what staff took in
     * @param partner id of the partner that proposed it; null where the subscriber did
     */
    record Origin(
            String link,
            String shortCode,
            Language language,
            Brand brand,
            Instant receivedAt,
            @Nullable String partner) {

        /** Of what no partner had a part in. */
        Origin(String link, String shortCode, Language language, Brand brand, Instant receivedAt) {
            this(link, shortCode, language, brand, receivedAt, null);
        }

        /** No phone had a part in it, and none is told: its number may be another's by now. */
        static Origin atTheDesk(Language language, Brand brand, Instant at) {
            return new Origin("", "", language, brand, at);
        }
    }

    /**
     * What is known by now.
     *
     * @param reason why it is not paid
     * @param topUpReference of the top-up or the redemption, by which it is reversed
     * @param deadline after which nothing is begun that could be undone
     * @param overdueAt when the subscriber is to be told that it takes long
     * @param recalledAt since when it goes no further, because the subscriber recalled it
     * @param heldAgain generation under which billing held it last, where the first hold was gone
     */
    record Progress(
            @Nullable RefusalReason reason,
            @Nullable String topUpReference,
            @Nullable String paymentNumber,
            @Nullable Instant confirmedAt,
            @Nullable Instant deadline,
            @Nullable Instant overdueAt,
            @Nullable Instant recalledAt,
            @Nullable Integer heldAgain) {

        static final Progress NONE = new Progress(null, null, null, null, null, null, null, null);

        Progress because(@Nullable RefusalReason why) {
            return new Progress(
                    why == null ? reason : why,
                    topUpReference,
                    paymentNumber,
                    confirmedAt,
                    deadline,
                    overdueAt,
                    recalledAt,
                    heldAgain);
        }

        Progress toppedUp(String reference) {
            return new Progress(
                    reason,
                    reference,
                    paymentNumber,
                    confirmedAt,
                    deadline,
                    overdueAt,
                    recalledAt,
                    heldAgain);
        }

        /** The first number stays: it is that of the purchase. */
        Progress numbered(String number) {
            return paymentNumber != null
                    ? this
                    : new Progress(
                            reason,
                            topUpReference,
                            number,
                            confirmedAt,
                            deadline,
                            overdueAt,
                            recalledAt,
                            heldAgain);
        }

        Progress confirmed(Instant at, Instant until, Instant overdue) {
            return new Progress(
                    reason,
                    topUpReference,
                    paymentNumber,
                    at,
                    until,
                    overdue,
                    recalledAt,
                    heldAgain);
        }

        /** Money is taken: what is left to do has to begin soon. */
        Progress until(Instant newDeadline, @Nullable Instant overdue) {
            return new Progress(
                    reason,
                    topUpReference,
                    paymentNumber,
                    confirmedAt,
                    newDeadline,
                    overdue,
                    recalledAt,
                    heldAgain);
        }

        Progress overdue(@Nullable Instant at) {
            return new Progress(
                    reason,
                    topUpReference,
                    paymentNumber,
                    confirmedAt,
                    deadline,
                    at,
                    recalledAt,
                    heldAgain);
        }

        /** The first time stays. */
        Progress recalled(Instant at) {
            return recalledAt != null
                    ? this
                    : new Progress(
                            reason,
                            topUpReference,
                            paymentNumber,
                            confirmedAt,
                            deadline,
                            overdueAt,
                            at,
                            heldAgain);
        }

        Progress heldAgain(int heldGeneration) {
            return new Progress(
                    reason,
                    topUpReference,
                    paymentNumber,
                    confirmedAt,
                    deadline,
                    overdueAt,
                    recalledAt,
                    heldGeneration);
        }
    }

    CommandKey key(Step step, int ofGeneration) {
        return new CommandKey(id, step.key(), ofGeneration);
    }

    /** The command by which billing holds what it is to take. */
    CommandKey hold() {
        Integer again = progress.heldAgain();
        return again == null ? key(Step.RESERVE, 1) : key(Step.HOLD_AGAIN, again);
    }

    /** The one that executes it. */
    String system() {
        String system = terms.system();
        if (system == null) {
            throw new IllegalStateException("no system was chosen for " + id);
        }
        return system;
    }

    /** The one that moves money for it, where one does. */
    Optional<String> bank() {
        if (terms.move() != null) {
            return Optional.of(terms.move().bank());
        }
        return switch (terms.payee()) {
            case Payee.Own(var tail, var found) -> Optional.ofNullable(found).map(OwnAccount::bank);
            case Payee.AppStore store -> Optional.ofNullable(terms.system());
            default -> Optional.empty();
        };
    }

    BankMove move() {
        BankMove move = terms.move();
        if (move == null) {
            throw new IllegalStateException("no bank has a part in " + id);
        }
        return move;
    }

    Payment in(PaymentState newState, int newGeneration) {
        return new Payment(id, subscriber, kind, terms, origin, newState, newGeneration, progress);
    }

    Payment with(Progress newProgress) {
        return new Payment(id, subscriber, kind, terms, origin, state, generation, newProgress);
    }

    /** Whether the subscriber recalled it while something was on its way. */
    boolean isRecalled() {
        return progress.recalledAt() != null;
    }

    /** Whether the subscriber was told that it takes long. */
    boolean wasTold() {
        return progress.confirmedAt() != null && progress.overdueAt() == null;
    }

    PaymentNews news(News news) {
        return news(news, false);
    }

    PaymentNews news(News news, boolean afterStillWorking) {
        return new PaymentNews(
                id,
                subscriber,
                origin.link(),
                origin.shortCode(),
                origin.language(),
                kind,
                terms.provider(),
                terms.payee().tail(),
                terms.amount(),
                terms.fee(),
                system(),
                origin.brand(),
                terms.move() == null
                        ? Optional.empty()
                        : Optional.of(AtBank.of(terms.move(), terms.amount())),
                news,
                afterStillWorking);
    }
}
