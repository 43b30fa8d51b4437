package kz.nusqau.counterparty;

import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What banks call our orders, turned back into the keys of the commands: an {@code EndToEndId} is a
 * hash of its key, and only together with the instruction does it lead there.
 */
@Component
public class BankOrders {

    /** The key of the command {@code c}. */
    private static final String KEY = "c.instruction || '/' || c.step || '/' || c.generation";

    /** What banks call the order of the command {@code c}. */
    static final String END_TO_END = endToEnd(KEY);

    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    private final JdbcTemplate jdbc;

    BankOrders(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What {@code MessageIds.of} makes of a key, in SQL. */
    private static String endToEnd(String key) {
        return "encode(substr(sha256(convert_to(" + key + ", 'UTF8')), 1, 16), 'hex')";
    }

    /**
     * Marks notices of credits by our orders as matched, in the caller's transaction, when the
     * bank's statement tells of the order as the ledger has it.
     *
     * @param told a table with the columns {@code reference text} (keys of orders), {@code amount
     *     bigint, currency text, turn bigint}
     * @param differing a table with the column {@code reference text} of those that don't agree
     */
    public void matchNotices(String bank, String told, String differing) {
        if (!NAME.matcher(told).matches() || !NAME.matcher(differing).matches()) {
            throw new IllegalArgumentException("not a table: " + told + " or " + differing);
        }
        jdbc.update(
                """
                update counterparty.bank_notice n set matched_at = clock_timestamp()
                  from $told t
                 where n.bank = ? and n.matched_at is null and t.turn = 1
                   and t.reference <> '' and n.amount = t.amount and n.currency = t.currency
                   and n.instruction::text = left(t.reference, 36)
                   and n.end_to_end = $endToEnd
                   and not exists (select from $differing d where d.reference = t.reference)
                """
                        .replace("$endToEnd", endToEnd("t.reference"))
                        .replace("$told", told)
                        .replace("$differing", differing),
                bank);
    }

    /**
     * Replaces references {@code instruction/EndToEndId} by the keys of the orders, in a table of
     * the caller's and in its transaction; what is no order of ours stays as it is.
     *
     * @param table with the column {@code reference text}
     */
    public void nameKeys(String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not a table: " + table);
        }
        jdbc.update(
                """
                update $table t
                   set reference = $key
                  from (select distinct reference,
                               case when reference ~
                                         '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{32}$'
                                    then left(reference, 36)::uuid end as instruction
                          from $table) as named
                  join counterparty.command c on c.instruction = named.instruction
                 where t.reference = named.reference
                   and right(named.reference, 32) = $endToEnd
                """
                        .replace("$table", table)
                        .replace("$key", KEY)
                        .replace("$endToEnd", END_TO_END));
    }
}
