package kz.nusqau.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.nusqau.platform.AfterCommit;
import org.springframework.jdbc.core.JdbcTemplate;

/** The chart of accounts: small, so all of it is remembered; it grows when a provider comes. */
final class Accounts {

    private final JdbcTemplate jdbc;
    private final Map<Key, Integer> known = new ConcurrentHashMap<>();

    Accounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Accounts that are missing are opened in the caller's transaction. */
    Map<Key, Integer> ids(List<Transfer> transfers) {
        Set<Key> wanted = new HashSet<>();
        for (Transfer transfer : transfers) {
            wanted.add(Key.debit(transfer));
            wanted.add(Key.credit(transfer));
        }
        Map<Key, Integer> ids = new HashMap<>();
        for (Key key : wanted) {
            Integer id = known.get(key);
            if (id != null) {
                ids.put(key, id);
            }
        }
        if (ids.size() < wanted.size()) {
            wanted.removeAll(ids.keySet());
            Map<Key, Integer> opened = open(wanted.stream().sorted().toList());
            ids.putAll(opened);
            // Not before: after a rollback the id would stand for nothing.
            AfterCommit.run(() -> known.putAll(opened));
        }
        return ids;
    }

    private Map<Key, Integer> open(List<Key> keys) {
        Object codes = keys.stream().map(Key::code).toArray(String[]::new);
        Object currencies = keys.stream().map(Key::currency).toArray(String[]::new);
        jdbc.update(
                """
                INSERT INTO ledger.account (code, currency)
                SELECT * FROM unnest(?::text[], ?::text[]) ON CONFLICT DO NOTHING
                """,
                codes,
                currencies);
        Map<Key, Integer> ids = new HashMap<>();
        jdbc.query(
                """
                SELECT id, code, currency FROM ledger.account
                 WHERE (code, currency) IN (SELECT * FROM unnest(?::text[], ?::text[]))
                """,
                row -> {
                    ids.put(new Key(row.getString(2), row.getString(3)), row.getInt(1));
                },
                codes,
                currencies);
        return ids;
    }

    record Key(String code, String currency) implements Comparable<Key> {

        static Key debit(Transfer transfer) {
            return new Key(transfer.debitAccount(), transfer.amount().currency());
        }

        static Key credit(Transfer transfer) {
            return new Key(transfer.creditAccount(), transfer.amount().currency());
        }

        @Override
        public int compareTo(Key other) {
            int byCode = code.compareTo(other.code);
            return byCode != 0 ? byCode : currency.compareTo(other.currency);
        }
    }
}
