package kz.nusqau.console;

import java.time.Duration;
import kz.nusqau.platform.Recurring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the overview does by itself. */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Bean
    Recurring overviewTelling(OverviewStreams streams) {
        return new Recurring("overview", SECOND, SECOND, streams::turn);
    }

    @Bean
    Recurring overviewSampling(Sampler sampler) {
        return new Recurring("overview-samples", SECOND, SECOND, sampler::turn);
    }
}
