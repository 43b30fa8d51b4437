package kz.nusqau.platform;

import java.time.Duration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** For work that reads or writes very much, of which there is little. */
public final class Patience {

    private Patience() {}

    /**
     * Lets each statement of the current transaction take so long and read whole tables; the pool's
     * own settings are meant for statements of a moment, and hold again afterwards.
     */
    public static void with(JdbcTemplate jdbc, Duration limit) {
        jdbc.execute("SET LOCAL enable_seqscan = on");
        jdbc.execute(
                (ConnectionCallback<Void>)
                        connection -> {
                            connection.setNetworkTimeout(
                                    Runnable::run, Math.toIntExact(limit.toMillis()));
                            return null;
                        });
    }
}
