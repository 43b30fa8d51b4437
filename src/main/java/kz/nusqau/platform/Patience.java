package kz.nusqau.platform;

import java.time.Duration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** For work that reads or writes very much, of which there is little. */
public final class Patience {

    private Patience() {}

    /**
     * Lets each statement of the current transaction take so long; the pool's own limit is meant
     * for statements of a moment, and holds again afterwards.
     */
    public static void with(JdbcTemplate jdbc, Duration limit) {
        jdbc.execute(
                (ConnectionCallback<Void>)
                        connection -> {
                            connection.setNetworkTimeout(
                                    Runnable::run, Math.toIntExact(limit.toMillis()));
                            return null;
                        });
    }
}
