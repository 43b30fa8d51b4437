package kz.nusqau.reconciliation;

import java.time.Clock;
import java.time.Duration;
import kz.nusqau.counterparty.BankOrders;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Movements;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.Recurring;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts reconciliation together. */
@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    @Bean
    DayFileStore dayFileStore(JdbcTemplate jdbc) {
        return new DayFileStore(JdbcClient.create(jdbc));
    }

    @Bean
    Imports imports(
            DayFiles dayFiles,
            DayFileStore store,
            Movements movements,
            BankOrders orders,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            DataDirectory data,
            Clock clock,
            ReconciliationProperties properties) {
        var matching = new Matching(jdbc, movements, orders, properties.dateTolerance());
        var imports =
                new Imports(
                        dayFiles,
                        store,
                        matching,
                        jdbc,
                        transaction,
                        data,
                        clock,
                        properties.unfinishedDays());
        imports.removeLeftovers();
        return imports;
    }

    @Bean
    BreakStore breakStore(JdbcTemplate jdbc) {
        return new BreakStore(JdbcClient.create(jdbc));
    }

    @Bean
    Reconciliation reconciliation(
            Imports imports,
            DayFileStore store,
            BreakStore breaks,
            TransactionTemplate transaction) {
        return new Reconciliation(imports, store, breaks, transaction);
    }

    @Bean
    Suspense suspense(
            BreakStore breaks,
            Imports imports,
            DayFiles dayFiles,
            Movements movements,
            Ledger ledger,
            TransactionTemplate transaction) {
        return new Suspense(breaks, imports, dayFiles, movements, ledger, transaction);
    }

    @Bean
    Recurring dayFileFetching(
            DayFiles dayFiles,
            DayFileStore store,
            Imports imports,
            Clock clock,
            ReconciliationProperties properties) {
        var daily = new DailyFetch(dayFiles, store, imports, properties.fetchAt(), clock);
        return new Recurring(
                "day-files",
                FIRST_LOOK,
                LOOK_AGAIN,
                properties.fetching() ? daily::turn : () -> {});
    }

    @Bean
    OpenBreaks openBreaks(Reconciliation reconciliation, DayFiles dayFiles) {
        return new OpenBreaks(reconciliation, dayFiles.counterparties());
    }

    @Bean
    HealthIndicator reconciliationHealthIndicator(
            OpenBreaks open,
            DayFiles dayFiles,
            DayFileStore store,
            ReconciliationProperties properties) {
        return new ReconciliationHealth(open, dayFiles, store, properties.overdueDays());
    }
}
