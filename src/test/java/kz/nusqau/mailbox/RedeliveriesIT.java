package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RedeliveriesIT {

    private static final Msisdn SENDER = InboxIT.msisdn(1);

    @TempDir Path data;
    private final List<InboxEntry> arrived = new CopyOnWriteArrayList<>();
    private TestNode node;
    private LinkSessions sessions;

    @BeforeEach
    void start() {
        node =
                TestNode.on(PostgresForTests.migrated(), data)
                        .handler(
                                (it, batch) ->
                                        arrived.addAll(
                                                batch.stream()
                                                        .peek(e -> it.finish(List.of(e)))
                                                        .toList()))
                        .start();
        sessions = node.get(LinkSessions.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsWrittenTwiceIsNoRedelivery() {
        arrive(node.session, "balance");
        InboxEntry again = arrive(node.session, "balance");

        assertThat(redelivered(again)).isFalse();
    }

    @Test
    void aCopyAfterItsSessionDiedIsARedelivery() {
        UUID first = sessions.opened("link");
        InboxEntry original = arrive(first, "pay");
        sessions.closed(first, false);
        InboxEntry copy = arrive(sessions.opened("link"), "pay");

        assertThat(redelivered(copy)).isTrue();
        assertThat(redelivered(original)).isFalse();
    }

    @Test
    void aCopyAfterASessionEndedInOrderWasWrittenAnew() {
        UUID first = sessions.opened("link");
        arrive(first, "balance");
        sessions.closed(first, true);

        assertThat(redelivered(arrive(sessions.opened("link"), "balance"))).isFalse();
    }

    @Test
    void aCopyOfAnAcknowledgedRedeliveryWasWrittenAnew() {
        UUID first = sessions.opened("link");
        arrive(first, "pay");
        sessions.closed(first, false);
        UUID second = sessions.opened("link");
        InboxEntry copy = arrive(second, "pay");
        InboxEntry writtenAnew = arrive(second, "pay");

        assertThat(redelivered(copy)).isTrue();
        assertThat(redelivered(writtenAnew)).isFalse();
    }

    @Test
    void anotherTextAfterASessionDiedIsNone() {
        UUID first = sessions.opened("link");
        arrive(first, "pay 100");
        sessions.closed(first, false);

        assertThat(redelivered(arrive(sessions.opened("link"), "pay 200"))).isFalse();
    }

    @Test
    void aSessionThatDiedLongAfterTheMessageExplainsNoCopy() {
        UUID first = sessions.opened("link");
        InboxEntry original = arrive(first, "balance");
        age(original, 31);
        sessions.closed(first, false);

        assertThat(redelivered(arrive(sessions.opened("link"), "balance"))).isFalse();
    }

    @Test
    void aCopyLongAfterTheLinkIsBackWasWrittenAnew() {
        UUID first = sessions.opened("link");
        InboxEntry original = arrive(first, "balance");
        sessions.closed(first, false);
        UUID next = sessions.opened("link");
        age(original, 3600);
        node.jdbc()
                .update(
                        "UPDATE mailbox.link_session SET opened_at = opened_at - interval '1 hour',"
                                + " closed_at = closed_at - interval '1 hour'");

        assertThat(redelivered(arrive(next, "balance"))).isFalse();
    }

    @Test
    void aCopyRightAfterALongOutageIsARedelivery() {
        UUID first = sessions.opened("link");
        InboxEntry original = arrive(first, "balance");
        sessions.closed(first, false);
        sessions.closed(node.session, false);
        age(original, 3600);
        node.jdbc()
                .update(
                        "UPDATE mailbox.link_session SET opened_at = opened_at - interval '1 hour',"
                                + " closed_at = closed_at - interval '1 hour'");

        assertThat(redelivered(arrive(sessions.opened("link"), "balance"))).isTrue();
    }

    @Test
    void aCopyOfWhatWasNotAcknowledgedInTimeIsARedelivery() {
        arrive(node.session, "pay");
        node.get(Redeliveries.class)
                .notAcknowledgedInTime(node.message(node.session, SENDER, "pay"));

        assertThat(redelivered(arrive(node.session, "pay"))).isTrue();
        assertThat(redelivered(arrive(node.session, "other"))).isFalse();
    }

    @Test
    void aCopyAfterACrashOfTheNodeIsARedelivery() {
        var database = PostgresForTests.migrated();
        var dying = TestNode.on(database, data).start();
        dying.accept(SENDER, "pay").join();
        dying.kill();
        var entries = new CopyOnWriteArrayList<InboxEntry>();
        try (var next =
                TestNode.on(database, data).handler((it, batch) -> entries.addAll(batch)).start()) {
            await().until(() -> entries.size() == 1);
            assertThat(next.get(Redeliveries.class).check(entries)).isEmpty();
            next.finish(entries);
            await().until(
                            () ->
                                    next.jdbc()
                                            .queryForObject(
                                                    "SELECT count(closed_at) = 1"
                                                            + " FROM mailbox.link_session",
                                                    Boolean.class));

            next.accept(SENDER, "pay").join();
            await().until(() -> entries.size() == 2);

            assertThat(next.get(Redeliveries.class).check(entries)).containsExactly(entries.get(1));
        }
    }

    private boolean redelivered(InboxEntry entry) {
        return node.get(Redeliveries.class).check(List.of(entry)).contains(entry);
    }

    private InboxEntry arrive(UUID session, String text) {
        int before = arrived.size();
        node.inbox().accept(node.message(session, SENDER, text)).join();
        await().until(() -> arrived.size() > before);
        return arrived.getLast();
    }

    private void age(InboxEntry entry, int seconds) {
        node.jdbc()
                .update(
                        "UPDATE mailbox.inbox SET received_at = received_at - make_interval(secs => ?)"
                                + " WHERE id = ?",
                        seconds,
                        entry.id());
    }
}
