package kz.nusqau.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.system.DiskSpaceHealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What every module may ask for: who we are, where files go, what time it is. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Bean
    DataDirectory dataDirectory(HubProperties properties) {
        return new DataDirectory(properties.dataDir());
    }

    @Bean
    Node node() {
        return new Node(UUID.randomUUID(), host() + "/" + ProcessHandle.current().pid());
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Pauses pauses(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        return new Pauses(jdbc, transaction, clock);
    }

    /** What other nodes were told. */
    @Bean
    Recurring pausesElsewhere(Pauses pauses) {
        return new Recurring("pauses", SECOND, SECOND, pauses::look);
    }

    @Bean
    PlannedWork plannedWork(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        return new PlannedWork(jdbc, transaction, clock);
    }

    /** What others planned, and what begins and ends by the clock. */
    @Bean
    Recurring plannedWorkElsewhere(PlannedWork work) {
        return new Recurring("planned-work", SECOND, SECOND, work::look);
    }

    /** Looking is enough: it warns when there is too little. Others may not ask for months. */
    @Bean
    @ConditionalOnEnabledHealthIndicator("diskspace")
    Recurring diskWatch(DiskSpaceHealthIndicator disk) {
        return new Recurring("disk-watch", Duration.ZERO, Duration.ofMinutes(1), disk::health);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}
