package kz.nusqau.counterparty.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import kz.nusqau.counterparty.CommandListener;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.platform.Node;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.Recurring;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the life of commands together. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final Duration OVERDUE = Duration.ofMillis(50);

    @Bean
    CommandStore commandStore(JdbcTemplate jdbc, PersonalSide personal, Node node) {
        return new CommandStore(jdbc, personal, node);
    }

    @Bean
    DeskStore commandDeskStore(JdbcTemplate jdbc, PersonalSide personal) {
        return new DeskStore(jdbc, personal);
    }

    @Bean
    InquiryStore inquiryStore(JdbcTemplate jdbc, PersonalSide personal) {
        return new InquiryStore(jdbc, personal);
    }

    @Bean
    OutcomeRecorder outcomeRecorder(
            JdbcTemplate jdbc,
            PersonalSide personal,
            ObjectProvider<CommandListener> listener,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        var store = new OutcomeStore(jdbc, personal);
        return new OutcomeRecorder(store, listener, events, transaction);
    }

    @Bean
    Intakes intakes(InquiryStore store, TransactionTemplate transaction) {
        return new Intakes(store::takenIn, transaction);
    }

    @Bean
    Recurring intakesOverdue(Intakes intakes) {
        return new Recurring("intakes-overdue", OVERDUE, OVERDUE, intakes::noteOverdue);
    }

    @Bean
    Callbacks callbacks(
            Counterparties counterparties,
            JdbcTemplate jdbc,
            PersonalSide personal,
            OutcomeRecorder recorder,
            Intakes intakes,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        var store = new CallbackStore(jdbc, personal);
        return new Callbacks(counterparties, store, recorder, intakes, transaction, meters);
    }

    @Bean
    CommandPublisher commandPublisher(
            @Qualifier("pooledConnectionFactory") ConnectionFactory connections) {
        return new CommandPublisher(connections);
    }

    @Bean
    Inquiries inquiries(
            InquiryStore store,
            PersonalSide personal,
            OutcomeRecorder recorder,
            CommandPublisher publisher,
            Clock clock) {
        return new Inquiries(store, personal, recorder, publisher, clock);
    }

    @Bean
    CommandSweep commandSweep(
            Counterparties counterparties,
            InquiryStore store,
            Inquiries inquiries,
            CommandExecution execution,
            OutcomeRecorder recorder,
            CommandPublisher publisher,
            PlannedWork work) {
        return new CommandSweep(
                counterparties, store, inquiries, execution, recorder, publisher, work);
    }

    @Bean
    Recurring commandSweeping(CommandSweep sweep) {
        return new Recurring("command-sweep", SWEEP, SWEEP, sweep::sweep);
    }

    @Bean
    OpenCommands openCommands(DeskStore desk) {
        return new OpenCommands(desk);
    }

    @Bean
    MeterBinder commandMeters(
            Counterparties counterparties,
            OpenCommands open,
            OutcomeRecorder recorder,
            CommandPublisher publisher,
            CommandExecution execution) {
        return new CommandMeters(counterparties, open, recorder, publisher, execution);
    }
}
