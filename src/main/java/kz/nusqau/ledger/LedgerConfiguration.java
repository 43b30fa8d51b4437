package kz.nusqau.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import kz.nusqau.mailbox.Leases;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.Recurring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the sealing of the books together. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    BlockStore blockStore(JdbcTemplate jdbc) {
        return new BlockStore(jdbc);
    }

    @Bean
    SealKeys sealKeys(LedgerProperties properties, DataDirectory data) {
        Path file = properties.sealKeys();
        return file == null
                ? new SealKeys(List.of(data.secret("ledger-seal")))
                : SealKeys.read(file);
    }

    @Bean
    SealAnchor sealAnchor(DataDirectory data) {
        return new SealAnchor(data.path().resolve("ledger-head"));
    }

    @Bean
    SealCheck sealCheck(BlockStore store, SealKeys keys, SealAnchor anchor, Clock clock) {
        return new SealCheck(store, keys, anchor, clock);
    }

    @Bean
    Recurring ledgerSealing(
            LedgerProperties properties,
            BlockStore store,
            SealKeys keys,
            SealAnchor anchor,
            Leases leases) {
        var sealer = new Sealer(store, keys, anchor, properties.blockTransactions());
        return new Recurring(
                "ledger-seal",
                properties.sealEvery(),
                properties.sealEvery(),
                new SealTurn(leases, sealer, store));
    }

    @Bean
    MeterBinder sealMeters(BlockStore store) {
        return registry ->
                Gauge.builder(
                                "nusqau.ledger.unsealed.age",
                                store,
                                blocks -> blocks.unsealed().seconds())
                        .description("Since the oldest transfer that is in no block was booked")
                        .baseUnit("seconds")
                        .register(registry);
    }
}
