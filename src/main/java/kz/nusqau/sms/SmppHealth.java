package kz.nusqau.sms;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.LinkStatus;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health of every session slot: {@code smpp/<bind>/<slot>}. */
@Configuration(proxyBeanMethods = false)
class SmppHealth {

    @Bean("smppHealthContributor")
    HealthContributor smpp(Binds binds, RefusedSenders refusedSenders, SmsLinks links) {
        if (binds.all().isEmpty()) {
            HealthIndicator none =
                    () -> Health.unknown().withDetail("binds", "none is configured").build();
            return none;
        }
        return CompositeHealthContributor.fromMap(
                binds.all().stream()
                        .collect(
                                Collectors.toMap(
                                        bind -> bind.settings().id(),
                                        bind -> bind(bind, refusedSenders, links))));
    }

    private static HealthContributor bind(
            Bind bind, RefusedSenders refusedSenders, SmsLinks links) {
        var link = links.ofBind(bind.settings().id()).name();
        Map<String, HealthIndicator> slots =
                IntStream.range(0, bind.settings().sessions())
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        String::valueOf,
                                        slot ->
                                                () ->
                                                        health(
                                                                bind.statuses().get(slot),
                                                                refusedSenders,
                                                                link)));
        return CompositeHealthContributor.fromMap(slots);
    }

    private static Health health(LinkStatus status, RefusedSenders refusedSenders, String link) {
        var health =
                switch (status.state()) {
                    case BOUND, LISTENING -> Health.up();
                    case IDLE -> Health.unknown();
                    case PAUSED -> Health.outOfService();
                    case CONNECTING, WAITING -> Health.down();
                };
        var refused =
                refusedSenders.all().stream()
                        .filter(name -> name.startsWith(link + ' '))
                        .map(name -> name.substring(link.length() + 1))
                        .toList();
        if (!refused.isEmpty()) {
            health.down().withDetail("sendersRefusedBySmsc", refused);
        }
        return health.withDetail("state", status.state())
                .withDetail("since", status.since())
                .withDetail("detail", status.detail())
                .build();
    }
}
