package kz.nusqau.partner;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which partners are suspended, and who did it; all in the caller's transaction. */
@Component
final class SuspensionStore {

    private final JdbcTemplate jdbc;

    SuspensionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever suspends it meanwhile waits until the transaction ends. */
    boolean isSuspended(String partner) {
        jdbc.query(
                "SELECT pg_advisory_xact_lock_shared(hashtextextended('partner/' || ?, 0))",
                row -> {},
                partner);
        return !jdbc.queryForList(
                        "SELECT 1 FROM partner.suspension WHERE partner = ?",
                        Integer.class,
                        partner)
                .isEmpty();
    }

    /** When each that is suspended was. */
    Map<String, Instant> suspended() {
        Map<String, Instant> since = new HashMap<>();
        jdbc.query(
                "SELECT partner, since FROM partner.suspension",
                row -> {
                    since.put(row.getString(1), row.getTimestamp(2).toInstant());
                });
        return since;
    }

    /** False where it is so already. Waits for what is being settled for the partner. */
    boolean suspend(String partner) {
        alone(partner);
        return jdbc.update(
                        "INSERT INTO partner.suspension (partner) VALUES (?)"
                                + " ON CONFLICT DO NOTHING",
                        partner)
                == 1;
    }

    boolean resume(String partner) {
        alone(partner);
        return jdbc.update("DELETE FROM partner.suspension WHERE partner = ?", partner) == 1;
    }

    private void alone(String partner) {
        jdbc.query(
                "SELECT pg_advisory_xact_lock(hashtextextended('partner/' || ?, 0))",
                row -> {},
                partner);
    }

    void act(String partner, String who, String act, String reason) {
        jdbc.update(
                "INSERT INTO partner.act (partner, who, act, reason) VALUES (?, ?, ?, ?)",
                partner,
                who,
                act,
                reason);
    }

    /** What was done with a partner, the newest first. */
    List<PartnerView.Act> acts(String partner, int limit) {
        return jdbc.query(
                "SELECT at, who, act, reason FROM partner.act WHERE partner = ?"
                        + " ORDER BY id DESC LIMIT ?",
                (row, n) ->
                        new PartnerView.Act(
                                row.getTimestamp(1).toInstant(),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)),
                partner,
                limit);
    }
}
