package kz.nusqau.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kz.nusqau.bench.ProcessorTime;
import kz.nusqau.counterparty.CommandAnswer;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.shared.SubscriberId;

/**
 * What payments cost by themselves, without SMSC, broker and counterparties: one thread, in
 * batches; processor time of hub and database, and wall time. Arguments: payments, batch size.
 */
public final class PaymentsBench {

    private static final List<String> STEPS = List.of("reserve", "topup", "pay", "charge");

    private final PaymentSide side = new PaymentSide();
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final ProcessHandle server;
    private Duration hub = Duration.ZERO;
    private Duration database = Duration.ZERO;

    private PaymentsBench() {
        this.server = server();
    }

    public static void main(String[] arguments) {
        int payments = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int batch = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        var bench = new PaymentsBench();
        try {
            bench.run(payments / 2, batch);
            bench.nanos.clear();
            bench.hub = Duration.ZERO;
            bench.database = Duration.ZERO;
            bench.run(payments, batch);
            bench.print(payments, batch);
        } finally {
            bench.side.close();
        }
    }

    private void run(int payments, int batch) {
        for (int done = 0; done < payments; done += batch) {
            batch(batch);
        }
    }

    private void batch(int size) {
        List<SubscriberId> subscribers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            subscribers.add(side.subscriber());
        }
        var proposals = subscribers.stream().map(it -> side.alma(it, "1500.00").build()).toList();
        var offers =
                measured(
                        "propose",
                        () -> side.inTransaction(() -> side.payments().propose(proposals)));
        List<Confirmation> confirmations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            var offered = (ProposalResult.Offered) offers.get(i);
            confirmations.add(
                    new Confirmation(
                            subscribers.get(i),
                            new Answer.Code(offered.code().orElseThrow()),
                            side.now()));
        }
        measured("confirm", () -> side.inTransaction(() -> side.payments().confirm(confirmations)));
        for (String step : STEPS) {
            List<CommandAnswer> answers = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                answers.add(
                        new CommandAnswer(
                                new CommandKey(offers.get(i).id(), step, 1),
                                subscribers.get(i),
                                PaymentSide.accepted(step)));
            }
            measured(
                    step,
                    () ->
                            side.inTransaction(
                                    () -> {
                                        side.bean(Outcomes.class).answered(answers);
                                        return true;
                                    }));
        }
        side.neighbours.commands.clear();
        side.neighbours.timeline.clear();
        side.neighbours.news.clear();
    }

    private <T> T measured(String what, Supplier<T> work) {
        Duration hubBefore = ProcessorTime.of(ProcessHandle.current());
        Duration databaseBefore = databaseTime();
        long start = System.nanoTime();
        T result = work.get();
        nanos.merge(what, System.nanoTime() - start, Long::sum);
        hub = hub.plus(ProcessorTime.of(ProcessHandle.current())).minus(hubBefore);
        database = database.plus(databaseTime()).minus(databaseBefore);
        return result;
    }

    private Duration databaseTime() {
        return ProcessorTime.withChildren(server);
    }

    /** The parent of the process that serves a connection. */
    private ProcessHandle server() {
        Long connection = side.jdbc.queryForObject("SELECT pg_backend_pid()", Long.class);
        return ProcessHandle.of(connection).flatMap(ProcessHandle::parent).orElseThrow();
    }

    private void print(int payments, int batch) {
        System.out.printf("%d payments in batches of %d, microseconds each%n", payments, batch);
        nanos.forEach(
                (what, sum) -> System.out.printf("%10s %7.1f%n", what, micros(sum, payments)));
        long total = nanos.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf("%10s %7.1f%n", "total", micros(total, payments));
        System.out.printf("%10s %7.1f of processor time%n", "hub", micros(hub.toNanos(), payments));
        System.out.printf(
                "%10s %7.1f of processor time%n", "database", micros(database.toNanos(), payments));
        System.out.printf("unfinished: %s%n", side.payments().unfinished());
    }

    private static double micros(long sum, int payments) {
        return sum / 1000.0 / payments;
    }
}
