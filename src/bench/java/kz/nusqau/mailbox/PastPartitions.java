package kz.nusqau.mailbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The partitions that a hub would have, had it run for a while. */
public final class PastPartitions {

    private static final Duration MONTH = Duration.ofDays(28);

    private final ApplicationContext hub;
    private final MailboxProperties properties;

    public PastPartitions(ApplicationContext hub) {
        this.hub = hub;
        this.properties = hub.getBean(MailboxProperties.class);
    }

    /** How long texts and receipts stay. */
    public Duration keptMessages() {
        return properties.keepMessages();
    }

    /** Makes those since then, by the hub's own upkeep; those too old it drops again. */
    public void makeSince(Instant since) {
        Instant now = hub.getBean(Clock.class).instant();
        Instant days = now.minus(keptMessages());
        for (Instant at = since; at.isBefore(days); at = at.plus(MONTH)) {
            upkeep(at);
        }
        for (Instant at = days; at.isBefore(now); at = at.plus(Duration.ofDays(1))) {
            upkeep(at);
        }
    }

    private void upkeep(Instant at) {
        new DatedPartitions(
                        hub.getBean(JdbcTemplate.class),
                        hub.getBean(TransactionTemplate.class),
                        Clock.fixed(at, ZoneOffset.UTC),
                        properties)
                .maintain();
    }
}
