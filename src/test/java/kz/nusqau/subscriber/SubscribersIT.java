package kz.nusqau.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** With the real database, and no room for a key in memory: then it is read each time. */
class SubscribersIT {

    private static final TestDatabase DATABASE = PostgresForTests.migrated();

    private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
    private final SubscriberKeys keys = new SubscriberKeys(jdbc, 0);
    private PersonalData personalData;
    private Subscribers subscribers;

    @BeforeEach
    void begin(@TempDir Path directory) {
        personalData = new PersonalData(new PrivacyProperties(null), keys, directory);
        subscribers = justStarted();
    }

    /** Who it has met is in the table alone. */
    private Subscribers justStarted() {
        return new Subscribers(
                jdbc, new JdbcTransactionManager(DATABASE.dataSource()), personalData, keys);
    }

    @Test
    void takesInNewNumbersWhenMemoryIsFull() {
        List<Msisdn> numbers =
                IntStream.range(0, 300).mapToObj(n -> new Msisdn(FreshMsisdn.next())).toList();

        var ids = subscribers.resolve(numbers);

        assertThat(ids).containsOnlyKeys(numbers);
        ids.forEach(
                (number, id) -> {
                    byte[] sealed = personalData.seal(id, "a text");
                    assertThat(personalData.openText(id, sealed)).isEqualTo("a text");
                });
        assertThat(justStarted().resolve(numbers)).isEqualTo(ids);
        assertThat(justStarted().msisdns(ids.values()))
                .hasSize(numbers.size())
                .allSatisfy((id, number) -> assertThat(ids).containsEntry(number, id));
    }
}
