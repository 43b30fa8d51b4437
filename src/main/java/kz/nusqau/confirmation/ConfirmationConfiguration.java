package kz.nusqau.confirmation;

import kz.nusqau.platform.Recurring;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ConfirmationConfiguration {

    /** The first sweep leaves time for answers that waited in the inbox while the hub was down. */
    @Bean
    Recurring challengeExpiry(
            Challenges challenges,
            ConfirmationProperties properties,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        return new Recurring(
                "challenge-expiry",
                properties.expiryGrace(),
                properties.sweepEvery(),
                new ExpirySweep(challenges, properties, transaction, events));
    }
}
