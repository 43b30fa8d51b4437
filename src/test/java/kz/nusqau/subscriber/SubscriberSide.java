package kz.nusqau.subscriber;

import java.nio.file.Path;
import kz.nusqau.platform.TemporaryFolder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The real module without Spring, for tests of modules above it; keys of its own. */
public record SubscriberSide(
        PersonalData personalData, Subscribers subscribers, LimitCounters limits) {

    public static SubscriberSide on(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        Path directory = TemporaryFolder.create("keys");
        var keys = new SubscriberKeys(jdbc);
        var personalData = new PersonalData(new PrivacyProperties(null), keys, directory);
        return new SubscriberSide(
                personalData,
                new Subscribers(jdbc, transactions, personalData, keys),
                new LimitCounters(jdbc));
    }
}
