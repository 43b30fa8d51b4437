package kz.nusqau.payment;

import java.util.Locale;

/** What a person can do with an instruction that its saga can't end. */
enum Ending {
    /** Ask once more, under a new key, for what was refused. */
    RETRY(new SagaEvent.Retried()),
    /** Give up what nobody will get back: the hub bears the loss. */
    WRITE_OFF(new SagaEvent.WrittenOff());

    @SuppressWarnings("ImmutableEnumChecker") // Events are records without anything to change.
    private final SagaEvent event;

    Ending(SagaEvent event) {
        this.event = event;
    }

    SagaEvent event() {
        return event;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isPossible(Payment payment) {
        return PaymentSaga.on(payment.kind().plan(), payment.state(), payment.generation(), event)
                .isPresent();
    }
}
