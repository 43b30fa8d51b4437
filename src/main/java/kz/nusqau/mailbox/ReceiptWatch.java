package kz.nusqau.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends the wait for receipts that never come: notes the codes of which nobody has said what became
 * of them so long after their validity, once over all nodes. Nothing is offered then (R-OTP-5):
 * silence is no sign that a code didn't arrive, and its challenge has ended and was told so.
 */
@Component
class ReceiptWatch {

    /** Bounds what one transaction looks at. */
    private static final Duration SLICE = Duration.ofSeconds(10);

    /** After a longer standstill nobody asks any more. */
    private static final Duration OLDEST = Duration.ofDays(1);

    /** The condition is written out: a parameter would not find the index of codes. */
    private static final String ENDED =
            """
            SELECT id, subscriber_id, instruction_id, link FROM mailbox.outbound
             WHERE priority = %d AND expires_at > ? AND expires_at <= ?
            """
                    .formatted(Priority.CODE.rank());

    private final JdbcTemplate jdbc;
    private final OutboxStates states;
    private final Timeline timeline;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final Duration receiptWithin;

    ReceiptWatch(
            JdbcTemplate jdbc,
            OutboxStates states,
            Timeline timeline,
            TransactionTemplate transaction,
            MeterRegistry meters,
            MailboxProperties properties) {
        this.jdbc = jdbc;
        this.states = states;
        this.timeline = timeline;
        this.transaction = transaction;
        this.meters = meters;
        this.receiptWithin = properties.receiptWithin();
    }

    /** Looks at all codes whose wait has ended by now. */
    void look() {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(status -> lookAtSlice()));
        } while (more);
    }

    /** Returns whether there is more to look at; not while another node looks. */
    private boolean lookAtSlice() {
        List<Slice> locked =
                jdbc.query(
                        """
                        WITH watch AS (
                            SELECT greatest(looked_until, statement_timestamp()
                                                          - make_interval(secs => ?)) AS after,
                                   statement_timestamp() - make_interval(secs => ?) AS latest
                              FROM mailbox.receipt_watch FOR UPDATE SKIP LOCKED)
                        SELECT after, least(latest, after + make_interval(secs => ?)),
                               latest > after + make_interval(secs => ?)
                          FROM watch WHERE latest > after
                        """,
                        (row, n) ->
                                new Slice(
                                        row.getTimestamp(1),
                                        row.getTimestamp(2),
                                        row.getBoolean(3)),
                        receiptWithin.plus(OLDEST).toSeconds(),
                        seconds(receiptWithin),
                        SLICE.toSeconds(),
                        SLICE.toSeconds());
        locked.forEach(this::lookAt);
        return locked.stream().anyMatch(Slice::thereIsMore);
    }

    private void lookAt(Slice slice) {
        Map<UUID, Code> codes =
                jdbc
                        .query(
                                ENDED,
                                (row, n) ->
                                        new Code(
                                                row.getObject(1, UUID.class),
                                                new SubscriberId(row.getObject(2, UUID.class)),
                                                row.getObject(3, UUID.class),
                                                row.getString(4)),
                                slice.after,
                                slice.until)
                        .stream()
                        .collect(Collectors.toMap(Code::id, code -> code));
        if (!codes.isEmpty()) {
            List<Code> unreported =
                    states.of(states.withoutReceipt(codes.keySet())).entrySet().stream()
                            .filter(state -> state.getValue() instanceof OutboundState.Unreported)
                            .map(state -> codes.get(state.getKey()))
                            .toList();
            note(unreported);
        }
        jdbc.update("UPDATE mailbox.receipt_watch SET looked_until = ?", slice.until);
    }

    private void note(List<Code> unreported) {
        Instant now = Instant.now();
        timeline.record(unreported.stream().map(code -> code.noted(now)).toList());
        AfterCommit.run(
                () ->
                        unreported.forEach(
                                code ->
                                        meters.counter(
                                                        "nusqau.outbox.unreported",
                                                        "link",
                                                        code.link)
                                                .increment()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private record Slice(Timestamp after, Timestamp until, boolean thereIsMore) {}

    private record Code(UUID id, SubscriberId to, @Nullable UUID instruction, String link) {

        TimelineEntry noted(Instant at) {
            return new TimelineEntry(
                    instruction == null ? null : new InstructionId(instruction),
                    to,
                    at,
                    "code.unreported",
                    "the SMSC of " + link + " never said what became of it");
        }
    }
}
