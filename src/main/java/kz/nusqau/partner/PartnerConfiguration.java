package kz.nusqau.partner;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import kz.nusqau.partner.Outgoing.Channel;
import kz.nusqau.platform.Recurring;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

    private static final Duration HOURLY = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Bean
    Recurring oldPartnerRequests(
            RequestStore requests,
            OutgoingStore outgoing,
            CodeStore codes,
            SendingStore sendings,
            PartnerLimits limits,
            DisclosureStore disclosures,
            HeldStore held,
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
                    while (sendings.deleteFinishedBefore(api.keepEvents())) {
                        // Each turn deletes a part.
                    }
                    while (limits.deleteOld()) {
                        // Each turn deletes a part.
                    }
                    while (disclosures.deleteEndedBefore(api.keepAnswers())) {
                        // Each turn deletes a part.
                    }
                    while (held.deleteEndedBefore(api.keepAnswers())) {
                        // Each turn deletes a part.
                    }
                    while (outgoing.deleteSentBefore(api.keepEvents())) {
                        // Each turn deletes a part.
                    }
                });
    }

    @Bean
    Recurring partnersWorkNews(WorkNews news) {
        return new Recurring("partners-work-news", PAUSE, PAUSE, news::tell);
    }

    @Bean
    Recurring partnersSendings(SendingWatch watch) {
        return new Recurring("partners-sendings", PAUSE, PAUSE, watch::look);
    }

    @Bean
    Recurring partnersCodes(CodeEvents codes) {
        return new Recurring("partners-codes", PAUSE, PAUSE, codes::expire);
    }

    @Bean
    Recurring partnersHeldPayments(HeldPayments held) {
        return new Recurring("partners-held-payments", PAUSE, PAUSE, held::expire);
    }

    @Bean
    MeterBinder waitingForPartners(
            OutgoingStore outgoing, Postmen postmen, PartnerProperties properties) {
        return registry ->
                properties
                        .partners()
                        .keySet()
                        .forEach(
                                partner -> {
                                    Gauge.builder(
                                                    "nusqau.partner.outgoing.waiting",
                                                    outgoing,
                                                    store -> store.waiting(partner))
                                            .description(
                                                    "messages that the broker doesn't have yet")
                                            .tag("partner", partner)
                                            .register(registry);
                                    Gauge.builder(
                                                    "nusqau.partner.outgoing.blocked",
                                                    postmen,
                                                    all -> all.blocked(partner).size())
                                            .description("channels on which it takes no more")
                                            .tag("partner", partner)
                                            .register(registry);
                                });
    }

    /** One entry for each partner; one that doesn't read is out of service, and the hub isn't. */
    @Bean
    CompositeHealthContributor partnersHealthContributor(
            Postmen postmen, PartnerProperties properties) {
        Map<String, HealthIndicator> indicators = new TreeMap<>();
        for (String partner : properties.partners().keySet()) {
            indicators.put(partner, () -> health(postmen.blocked(partner)));
        }
        return CompositeHealthContributor.fromMap(indicators);
    }

    private static Health health(Map<Channel, Instant> blocked) {
        var health = Health.status(blocked.isEmpty() ? Status.UP : Status.OUT_OF_SERVICE);
        blocked.forEach(
                (channel, since) ->
                        health.withDetail(channel.name().toLowerCase(Locale.ROOT), since));
        return health.build();
    }
}
