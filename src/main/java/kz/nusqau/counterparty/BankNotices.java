package kz.nusqau.counterparty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Credits that banks told of, kept to be matched with what they are for. */
@Component
public class BankNotices {

    private static final int KEPT_MATCHED_DAYS = 14;
    private static final int KEPT_DAYS = 1_827;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    BankNotices(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Keeps those that are new, all or none.
     *
     * @return how many are new
     */
    public int keep(List<BankNotice> notices) {
        Integer kept = transaction.execute(status -> insert(notices));
        return kept == null ? 0 : kept;
    }

    private int insert(List<BankNotice> notices) {
        return Arrays.stream(
                        jdbc.batchUpdate(
                                """
                                insert into counterparty.bank_notice (bank, message_id, entry_ref,
                                    settlement, subscriber, account_tail, amount, currency,
                                    instruction, end_to_end, booked_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (bank, message_id, entry_ref) do nothing
                                """,
                                notices.stream().map(BankNotices::values).toList()))
                .sum();
    }

    private static Object[] values(BankNotice notice) {
        return new Object[] {
            notice.bank(),
            notice.messageId(),
            notice.entryReference(),
            notice.settlement(),
            notice.subscriber().map(SubscriberId::value).orElse(null),
            notice.accountTail(),
            notice.amount().minor(),
            notice.amount().currency(),
            notice.instruction().orElse(null),
            notice.endToEnd(),
            Timestamp.from(notice.bookedAt())
        };
    }

    /** Those that nobody matched yet, in the order in which they came. */
    public List<BankNotice> unmatched(String bank, int limit) {
        return jdbc.query(
                """
                select * from counterparty.bank_notice
                 where bank = ? and matched_at is null order by id limit ?
                """,
                (row, number) -> notice(row),
                bank,
                limit);
    }

    /**
     * Credits of the settlement account that name an instruction of ours and that nobody matched or
     * left yet, locked until the caller's transaction ends; without those that others look at, and
     * those that our own orders made.
     */
    public List<BankNotice> lockReturned(String bank, int limit) {
        return jdbc.query(
                """
                select * from counterparty.bank_notice n
                 where bank = ? and matched_at is null and left_at is null
                   and settlement and instruction is not null
                   and not exists (
                        select from counterparty.command c
                         where c.instruction = n.instruction
                           and n.end_to_end = $endToEnd)
                 order by id limit ? for update of n skip locked
                """
                        .replace("$endToEnd", BankOrders.END_TO_END),
                (row, number) -> notice(row),
                bank,
                limit);
    }

    /** What they are for is known, in the caller's transaction. */
    public void matched(List<BankNotice> notices) {
        mark("matched_at", notices);
    }

    /**
     * They are for a person to explain, who finds them among the breaks of the bank's next
     * end-of-day file; in the caller's transaction.
     */
    public void left(List<BankNotice> notices) {
        mark("left_at", notices);
    }

    private void mark(String column, List<BankNotice> notices) {
        jdbc.batchUpdate(
                """
                update counterparty.bank_notice set $column = clock_timestamp()
                 where bank = ? and message_id = ? and entry_ref = ?
                """
                        .replace("$column", column),
                notices.stream()
                        .map(
                                notice ->
                                        new Object[] {
                                            notice.bank(),
                                            notice.messageId(),
                                            notice.entryReference()
                                        })
                        .toList());
    }

    /**
     * Forgets what is over: what was matched after a while, the rest when even timelines end
     * (R-OPS-2).
     */
    void forget() {
        jdbc.update(
                """
                delete from counterparty.bank_notice
                 where matched_at < clock_timestamp() - make_interval(days => ?)
                    or received_at < clock_timestamp() - make_interval(days => ?)
                """,
                KEPT_MATCHED_DAYS,
                KEPT_DAYS);
    }

    private static BankNotice notice(ResultSet row) throws SQLException {
        return new BankNotice(
                row.getString("bank"),
                row.getString("message_id"),
                row.getString("entry_ref"),
                row.getBoolean("settlement"),
                Optional.ofNullable(row.getObject("subscriber", UUID.class)).map(SubscriberId::new),
                row.getString("account_tail"),
                new Money(row.getLong("amount"), row.getString("currency")),
                Optional.ofNullable(row.getObject("instruction", UUID.class)),
                row.getString("end_to_end"),
                row.getTimestamp("booked_at").toInstant());
    }
}
