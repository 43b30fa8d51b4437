package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes of large tables come through: nothing ends a connection of Flyway's for its silence. */
@ExtendWith(SharedHub.class)
class MigrationIT {

    private final HubUnderTest hub;

    MigrationIT(HubUnderTest hub) {
        this.hub = hub;
    }

    @Test
    void mayTakeLongerThanAnyStatementOfTheHub() {
        var source = hub.bean(Flyway.class).getConfiguration().getDataSource();

        assertThat(idleTimeout(source)).isEqualTo("0");
        assertThat(idleTimeout(hub.bean(JdbcTemplate.class).getDataSource())).isEqualTo("10s");
    }

    private static String idleTimeout(DataSource source) {
        return new JdbcTemplate(source)
                .queryForObject("SHOW idle_in_transaction_session_timeout", String.class);
    }
}
