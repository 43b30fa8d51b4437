package kz.nusqau.counterparty;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.nusqau.counterparty.EmoneySystems.Emoney;
import kz.nusqau.counterparty.bank.BankClient;
import kz.nusqau.counterparty.bank.BankLines;
import kz.nusqau.counterparty.bank.BankLookups;
import kz.nusqau.counterparty.batch.JmsBatchComponent;
import kz.nusqau.counterparty.billing.BillingClient;
import kz.nusqau.counterparty.billing.FactsClient;
import kz.nusqau.counterparty.command.Callbacks;
import kz.nusqau.counterparty.command.CommandPublisher;
import kz.nusqau.counterparty.command.CommandStore;
import kz.nusqau.counterparty.command.DeskStore;
import kz.nusqau.counterparty.emoney.EmoneyClient;
import kz.nusqau.counterparty.emoney.EmoneyDayFile;
import kz.nusqau.counterparty.wire.BearerDayFile;
import kz.nusqau.counterparty.wire.CallbackAddress;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.counterparty.wire.CounterpartyClient;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import kz.nusqau.counterparty.wire.Download;
import kz.nusqau.counterparty.wire.HttpLine;
import kz.nusqau.platform.Recurring;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the counterparties from their settings. */
@Configuration(proxyBeanMethods = false)
class CounterpartyConfiguration {

    private static final Duration HOURLY = Duration.ofHours(1);
    private static final Duration PROBE = Duration.ofSeconds(1);

    @Bean
    Counterparties counterparties(
            CounterpartyProperties properties,
            ListeningPort port,
            BankLines banks,
            Clock clock,
            MeterRegistry meters) {
        var built = new ArrayList<Counterparty>();
        for (Map.Entry<String, CounterpartySettings> each :
                properties.counterparties().entrySet()) {
            built.add(
                    new Counterparty(
                            each.getKey(),
                            each.getValue(),
                            client(each.getKey(), each.getValue(), port, banks, clock),
                            meters));
        }
        return new Counterparties(built);
    }

    private static CounterpartyClient client(
            String id,
            CounterpartySettings settings,
            ListeningPort port,
            BankLines banks,
            Clock clock) {
        return switch (settings.kind()) {
            case BILLING ->
                    new BillingClient(
                            line(id, settings), settings.token(), settings.answerTimeout());
            case EMONEY ->
                    new EmoneyClient(
                            line(id, settings),
                            settings.clientId(),
                            settings.secret(),
                            settings.answerTimeout(),
                            Clock.systemUTC(),
                            Optional.ofNullable(settings.callbackUrl())
                                    .map(url -> new CallbackAddress(url, port)));
            case BANK -> new BankClient(banks, banks.settings(id, settings), clock);
        };
    }

    private static HttpLine line(String id, CounterpartySettings settings) {
        int places = settings.concurrentCalls() + settings.concurrentInquiries();
        return new HttpLine(id, settings.url(), settings.connectTimeout(), places);
    }

    @Bean
    Commands commands(
            Counterparties counterparties,
            CommandStore store,
            DeskStore desk,
            CommandPublisher publisher) {
        return new Commands(counterparties, store, desk, publisher);
    }

    @Bean
    Billing billing(Counterparties counterparties) {
        List<Counterparty> found = of(counterparties, Kind.BILLING);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "nusqau.counterparties needs exactly one of kind billing, has " + found.size());
        }
        var billing = found.getFirst();
        var line = lookupLine(billing);
        return new Billing(billing, new FactsClient(line, billing.settings().token()));
    }

    @Bean
    EmoneySystems emoneySystems(Counterparties counterparties, CounterpartyProperties properties) {
        return new EmoneySystems(
                of(counterparties, Kind.EMONEY).stream()
                        .sorted(byPreference(properties.emoneyPreference()))
                        .map(each -> new Emoney(each, lookupClient(each)))
                        .toList(),
                properties.emoneyComparison());
    }

    private static Comparator<Counterparty> byPreference(List<String> ids) {
        return Comparator.comparingInt(
                        (Counterparty each) ->
                                ids.contains(each.id()) ? ids.indexOf(each.id()) : ids.size())
                .thenComparing(Counterparty::id);
    }

    @Bean
    Banks banks(Counterparties counterparties, BankLines lines) {
        var lookups = new HashMap<Counterparty, BankLookups>();
        var days = new HashMap<String, OperationalDay>();
        for (var bank : of(counterparties, Kind.BANK)) {
            var settings = lines.settings(bank.id(), bank.settings());
            lookups.put(bank, new BankLookups(lines, settings, Clock.systemUTC()));
            days.put(bank.id(), settings.day());
        }
        return new Banks(lookups, days);
    }

    @Bean
    OwnAccounts ownAccounts(Banks banks) {
        return new OwnAccounts(banks);
    }

    @Bean
    PayeeAccounts payeeAccounts(Banks banks) {
        return new PayeeAccounts(banks);
    }

    private static EmoneyClient lookupClient(Counterparty counterparty) {
        var settings = counterparty.settings();
        return new EmoneyClient(
                lookupLine(counterparty),
                settings.clientId(),
                settings.secret(),
                settings.lookupTimeout(),
                Clock.systemUTC(),
                Optional.empty());
    }

    @Bean
    DayFiles dayFiles(Counterparties counterparties, BankLines banks) {
        Map<String, DayFiles.Known> known = new TreeMap<>();
        for (Counterparty each : counterparties.all()) {
            var settings = each.settings();
            switch (settings.kind()) {
                case BILLING ->
                        known.put(
                                each.id(),
                                new DayFiles.Known(
                                        new DayFiles.Format.BillingCsv(),
                                        new BearerDayFile(
                                                download(settings.url(), settings),
                                                settings.token())));
                case EMONEY ->
                        known.put(
                                each.id(),
                                new DayFiles.Known(
                                        new DayFiles.Format.EmoneyCsv(),
                                        new EmoneyDayFile(
                                                download(settings.url(), settings),
                                                settings.clientId(),
                                                settings.secret(),
                                                Clock.systemUTC())));
                case BANK -> {
                    var bank = settings.bank();
                    if (bank.statementsUrl() != null) {
                        var url = bank.statementsUrl();
                        var own = banks.settings(each.id(), settings);
                        known.put(
                                each.id(),
                                new DayFiles.Known(
                                        new DayFiles.Format.Camt053(
                                                own.statementNamespace(), bank.settlementAccount()),
                                        new BearerDayFile(
                                                download(url, settings), settings.token()),
                                        own.day()::isWorking));
                    }
                }
            }
        }
        return new DayFiles(known);
    }

    private static Download download(URI base, CounterpartySettings settings) {
        return new Download(base, settings.connectTimeout());
    }

    @Bean
    ServletRegistrationBean<CallbackServlet> callbackServlet(Callbacks callbacks) {
        return new ServletRegistrationBean<>(new CallbackServlet(callbacks), CallbackServlet.PATHS);
    }

    @Bean
    Recurring emoneyProbing(EmoneySystems systems) {
        return new Recurring("emoney-probes", PROBE, PROBE, systems::probe);
    }

    @Bean
    Recurring bankNoticesForgotten(BankNotices notices) {
        return new Recurring("bank-notices", HOURLY, HOURLY, notices::forget);
    }

    /** Connections of their own, so that look-ups and commands never wait for each other. */
    private static HttpLine lookupLine(Counterparty counterparty) {
        var settings = counterparty.settings();
        URI url = settings.url();
        return new HttpLine(
                counterparty.id() + "-lookups",
                url,
                settings.connectTimeout(),
                settings.lookupsAtOnce());
    }

    /** The scheme of {@code jms-batch:} in routes. */
    @Bean("jms-batch-component")
    JmsBatchComponent jmsBatch(
            @Qualifier("pooledConnectionFactory") ConnectionFactory connections) {
        return new JmsBatchComponent(connections);
    }

    /** One entry for each counterparty. */
    @Bean
    CompositeHealthContributor counterpartiesHealthContributor(Counterparties counterparties) {
        Map<String, HealthIndicator> indicators = new TreeMap<>();
        counterparties.all().forEach(c -> indicators.put(c.id(), new CounterpartyHealth(c)));
        return CompositeHealthContributor.fromMap(indicators);
    }

    @Bean
    MeterBinder lookupMeters(Billing billing) {
        return registry ->
                Gauge.builder("nusqau.counterparty.lookups.waiting", billing, Billing::depth)
                        .tag("counterparty", "billing")
                        .register(registry);
    }

    private static List<Counterparty> of(Counterparties counterparties, Kind kind) {
        return counterparties.all().stream()
                .filter(each -> each.settings().kind() == kind)
                .toList();
    }
}
