package kz.nusqau.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LanesConfiguration {

    @Bean
    Lanes lanes(MailboxProperties properties, MeterRegistry meters) {
        var lanes = new Lanes(properties.laneCapacity());
        meters.gauge("nusqau.inbox.in-memory", lanes, Lanes::held);
        meters.gauge("nusqau.inbox.ready", lanes, Lanes::ready);
        meters.gauge("nusqau.inbox.partitions-behind", lanes, Lanes::behind);
        return lanes;
    }
}
