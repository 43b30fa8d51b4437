package kz.nusqau.counterparty.command;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;

/** How many commands are open, by state, and how deep the queues inside this node are. */
final class CommandMeters implements MeterBinder {

    private static final List<String> STATES =
            List.of("queued", "sending", "pending", "unknown", "stuck", "parked");

    private final Counterparties counterparties;
    private final OpenCommands open;
    private final OutcomeRecorder recorder;
    private final CommandPublisher publisher;
    private final CommandExecution execution;

    CommandMeters(
            Counterparties counterparties,
            OpenCommands open,
            OutcomeRecorder recorder,
            CommandPublisher publisher,
            CommandExecution execution) {
        this.counterparties = counterparties;
        this.open = open;
        this.recorder = recorder;
        this.publisher = publisher;
        this.execution = execution;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Counterparty counterparty : counterparties.all()) {
            String id = counterparty.id();
            for (String state : STATES) {
                Gauge.builder("nusqau.commands.open", this, meters -> meters.open(id, state))
                        .description("Commands without a final outcome")
                        .tags("counterparty", id, "state", state)
                        .register(registry);
            }
            Gauge.builder("nusqau.counterparty.resting", counterparty, CommandMeters::resting)
                    .description("1 while the circuit breaker lets nothing out")
                    .tags("counterparty", id)
                    .register(registry);
        }
        Gauge.builder("nusqau.commands.outcomes.waiting", recorder, OutcomeRecorder::depth)
                .register(registry);
        Gauge.builder("nusqau.commands.publishing", publisher, CommandPublisher::depth)
                .register(registry);
        Gauge.builder("nusqau.commands.in.hand", execution, CommandExecution::inHand)
                .register(registry);
    }

    private static double resting(Counterparty counterparty) {
        return counterparty.isResting() ? 1 : 0;
    }

    private double open(String counterparty, String state) {
        return open.of(counterparty).getOrDefault(state, 0L);
    }
}
