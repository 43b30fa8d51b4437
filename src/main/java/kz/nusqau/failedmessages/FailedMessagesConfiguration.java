package kz.nusqau.failedmessages;

import java.time.Duration;
import kz.nusqau.platform.Recurring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FailedMessagesConfiguration {

    private static final Duration PAUSE = Duration.ofMillis(200);

    @Bean
    Recurring groupReplaysUnderWay(GroupReplayRunner runner) {
        return new Recurring("group-replays", PAUSE, PAUSE, runner::turn);
    }
}
