package kz.nusqau.partner;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import kz.nusqau.platform.Recurring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

    private static final Duration HOURLY = Duration.ofHours(1);

    @Bean
    Recurring oldPartnerRequests(
            RequestStore requests,
            OutgoingStore outgoing,
            CodeStore codes,
            DisclosureStore disclosures,
            PartnerProperties properties) {
        var api = properties.partnerApi();
        return new Recurring(
                "old-partner-requests",
                HOURLY,
                HOURLY,
                () -> {
                    while (requests.deleteOlder(api.keepAnswers())) {
                        // Each turn deletes a part.
                    }
                    while (codes.deleteExpiredBefore(api.keepAnswers())) {
                        // Each turn deletes a part.
                    }
                    while (disclosures.deleteEndedBefore(api.keepAnswers())) {
                        // Each turn deletes a part.
                    }
                    while (outgoing.deleteSentBefore(api.keepEvents())) {
                        // Each turn deletes a part.
                    }
                });
    }

    @Bean
    MeterBinder waitingForPartners(OutgoingStore outgoing) {
        return registry ->
                Gauge.builder("nusqau.partner.outgoing.waiting", outgoing, OutgoingStore::waiting)
                        .description("replies and events that the broker doesn't have yet")
                        .register(registry);
    }
}
