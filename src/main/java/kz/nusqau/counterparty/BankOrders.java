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

    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    private final JdbcTemplate jdbc;

    BankOrders(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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
                   set reference = c.instruction || '/' || c.step || '/' || c.generation
                  from (select distinct reference,
                               case when reference ~
                                         '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{32}$'
                                    then left(reference, 36)::uuid end as instruction
                          from $table) as named
                  join counterparty.command c on c.instruction = named.instruction
                 where t.reference = named.reference
                   and right(named.reference, 32) = encode(substr(sha256(convert_to(
                           c.instruction || '/' || c.step || '/' || c.generation, 'UTF8')), 1, 16),
                           'hex')
                """
                        .replace("$table", table));
    }
}
