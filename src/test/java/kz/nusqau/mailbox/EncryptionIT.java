package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("R-OPS-6")
@Timeout(120)
class EncryptionIT {

    private static final Msisdn SENDER = new Msisdn("77017654321");
    private static final String QUESTION = "төлеу alma 7273001123";
    private static final String ANSWER = "482913 коды";

    @TempDir Path data;

    @Test
    void noTableHoldsANumberOrATextInClear() throws Exception {
        var database = PostgresForTests.migrated();
        var channel = new TestChannel(10);
        try (var node =
                TestNode.on(database, data)
                        .channel(channel)
                        .handler(
                                (it, batch) -> {
                                    it.inTransaction(
                                            () -> it.outbox().send(List.of(answer(batch))));
                                    it.finish(batch);
                                })
                        .start()) {
            node.accept(SENDER, QUESTION).join();
            await().until(() -> channel.texts().equals(List.of(ANSWER)));
            assertThat(channel.taken().getFirst().to()).isEqualTo(SENDER);
            channel.submitAll(node);

            assertThat(clear(new JdbcTemplate(database.dataSource()), SENDER.digits())).isEmpty();
            assertThat(clear(new JdbcTemplate(database.dataSource()), QUESTION)).isEmpty();
            assertThat(clear(new JdbcTemplate(database.dataSource()), "7273001123")).isEmpty();
            assertThat(clear(new JdbcTemplate(database.dataSource()), "482913")).isEmpty();
        }
        Path keys = data.resolve("secrets/master-keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatAnErasedSubscriberSentCanNotBeReadByAnybody() {
        var database = PostgresForTests.migrated();
        try (var node = TestNode.on(database, data).start()) {
            node.accept(SENDER, QUESTION).join();
            node.get(Subscribers.class).erase(node.subscriber(SENDER));
        }
        var read = new java.util.concurrent.CopyOnWriteArrayList<InboxEntry>();
        try (var node =
                TestNode.on(database, data)
                        .handler(
                                (it, batch) -> {
                                    it.finish(batch);
                                    read.addAll(batch);
                                })
                        .start()) {
            await().until(() -> read.size() == 1);
            assertThat(read.getFirst().payload()).isEmpty();
            assertThat(read.getFirst().source()).isEmpty();
            assertThat(node.subscriber(SENDER)).isNotEqualTo(read.getFirst().subscriber());
        }
    }

    private static OutboundText answer(List<InboxEntry> batch) {
        return new OutboundText(
                TimeOrderedId.next(),
                batch.getFirst().subscriber(),
                "link",
                "4404",
                ANSWER,
                Priority.CODE,
                null,
                null);
    }

    /** The tables in which the value appears, as text or as bytes in either Unicode form. */
    private static List<String> clear(JdbcTemplate jdbc, String value) {
        var tables =
                jdbc.queryForList(
                        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                                + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
                        String.class);
        assertThat(tables).contains("mailbox.inbox", "mailbox.outbound", "subscriber.subscriber");
        return tables.stream()
                .filter(
                        table ->
                                jdbc
                                        .queryForList(
                                                "SELECT t::text FROM " + table + " t", String.class)
                                        .stream()
                                        .anyMatch(row -> shows(row, value)))
                .toList();
    }

    private static boolean shows(String row, String value) {
        String lower = row.toLowerCase(Locale.ROOT);
        return lower.contains(value)
                || lower.contains(hex(value.getBytes(StandardCharsets.UTF_8)))
                || lower.contains(hex(value.getBytes(StandardCharsets.UTF_16BE)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
