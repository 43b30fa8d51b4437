package kz.nusqau.confirmation;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends challenges that nobody answered, a few hundred in a transaction, until none is left. */
final class ExpirySweep implements Runnable {

    private static final int AT_ONCE = 200;

    private final Challenges challenges;
    private final ConfirmationProperties properties;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    ExpirySweep(
            Challenges challenges,
            ConfirmationProperties properties,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.challenges = challenges;
        this.properties = properties;
        this.transaction = transaction;
        this.events = events;
    }

    @Override
    public void run() {
        while (expireSome() == AT_ONCE) {
            // Each turn ends what it found, so the next one finds others.
        }
    }

    private int expireSome() {
        Integer expired =
                transaction.execute(
                        status -> {
                            var late = challenges.expire(properties.expiryGrace(), AT_ONCE);
                            if (!late.isEmpty()) {
                                events.publishEvent(new ChallengesExpired(late));
                            }
                            return late.size();
                        });
        return expired == null ? 0 : expired;
    }
}
