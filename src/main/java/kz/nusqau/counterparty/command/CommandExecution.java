package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.batch.BatchGate;
import kz.nusqau.counterparty.batch.Undelivered;
import kz.nusqau.counterparty.batch.Undelivered.Fate;
import kz.nusqau.counterparty.batch.Undelivered.Member;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RouteStep;
import kz.nusqau.shared.SubscriberId;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Takes a batch of command keys from a counterparty's queue, marks the rows as being sent, sends,
 * and returns when each message may be acknowledged: its outcome is recorded, or its row alone
 * answers for it, or it goes back to the queue because nothing was sent.
 */
@RouteStep("counterpartyCommands")
public final class CommandExecution implements BatchGate, AutoCloseable {

    /** Header with the queue that a batch came from. */
    public static final String QUEUE = "JmsBatchQueue";

    // Longer answers hold no consumer up: the row says what has to be asked.
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration NOW = Duration.ZERO;
    private static final Duration AGAIN = Duration.ofSeconds(60);

    private final Counterparties counterparties;
    private final CommandStore store;
    private final PersonalSide personal;
    private final OutcomeRecorder recorder;
    private final Intakes intakes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<CommandKey> inHand = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> drained = new ConcurrentHashMap<>();

    CommandExecution(
            Counterparties counterparties,
            CommandStore store,
            PersonalSide personal,
            OutcomeRecorder recorder,
            Intakes intakes) {
        this.counterparties = counterparties;
        this.store = store;
        this.personal = personal;
        this.recorder = recorder;
        this.intakes = intakes;
    }

    /** The route's step. Throws when the database fails: then the whole batch comes again. */
    public Undelivered execute(@Header(QUEUE) String queue, @Body List<String> messages) {
        Counterparty counterparty = counterparties.get(CommandPublisher.counterparty(queue));
        var undelivered = new ArrayList<Member>();
        Set<CommandKey> keys = new LinkedHashSet<>();
        for (String message : messages) {
            parse(message, keys, undelivered);
        }
        keys.removeIf(key -> !inHand.add(key));
        Set<CommandKey> settled = new LinkedHashSet<>(keys);
        try {
            Duration within = Sending.answeredWithin(counterparty.settings());
            long marked = System.nanoTime();
            List<Begun> begun = store.begin(keys, within);
            begun.forEach(each -> keys.remove(each.key()));
            undelivered.addAll(settle(keys));
            var flights = send(counterparty, begun, marked);
            settled.removeAll(flights.keySet());
            undelivered.addAll(await(flights));
        } finally {
            inHand.removeAll(settled);
        }
        return new Undelivered(undelivered);
    }

    private static void parse(String message, Set<CommandKey> keys, List<Member> undelivered) {
        try {
            keys.add(CommandKey.parse(message));
        } catch (IllegalArgumentException e) {
            undelivered.add(new Member(message, Fate.DEAD, "no command key: " + e.getMessage()));
        }
    }

    /** Messages whose rows could not be marked: late, done, redelivered, or without a row. */
    private List<Member> settle(Set<CommandKey> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Set<CommandKey> missing = new LinkedHashSet<>(keys);
        var recorded = new ArrayList<CompletableFuture<Void>>();
        for (CommandStore.Left left : store.leftovers(keys)) {
            missing.remove(left.key());
            if (left.state().equals("queued") && left.late()) {
                var late = new CommandOutcome.NotSent("the deadline passed in the queue");
                recorded.add(recorder.record(left.key(), left.subscriber(), late, NOW));
            } else if (left.state().equals("sending")) {
                // Not in our hands: whoever sent it is gone or lost its answer. Ask, never send.
                var unknown = new CommandOutcome.Unknown("redelivered while it was being sent");
                recorded.add(recorder.record(left.key(), left.subscriber(), unknown, NOW));
            }
        }
        waitFor(recorded, PATIENCE);
        return missing.stream()
                .map(key -> new Member(key.toString(), Fate.DEAD, "there is no such command"))
                .toList();
    }

    private Map<CommandKey, Flight> send(
            Counterparty counterparty, List<Begun> begun, long marked) {
        Map<SubscriberId, Msisdn> numbers = numbers(begun);
        Map<CommandKey, Flight> flights = new LinkedHashMap<>();
        for (Begun each : begun) {
            var flight =
                    new Flight(
                            counterparty,
                            each,
                            numbers.get(each.subscriber()),
                            marked,
                            recorder,
                            intakes);
            flights.put(each.key(), flight);
            threads.execute(
                    () -> {
                        flight.run();
                        var unused =
                                flight.settled()
                                        .whenComplete((done, failure) -> inHand.remove(each.key()));
                    });
        }
        return flights;
    }

    private Map<SubscriberId, Msisdn> numbers(List<Begun> begun) {
        if (begun.isEmpty()) {
            return Map.of();
        }
        try {
            return personal.msisdns(begun.stream().map(Begun::subscriber).distinct().toList());
        } catch (RuntimeException e) {
            // Nothing was sent yet, so the rows may go back before the batch fails.
            store.putBack(begun, Duration.ZERO);
            throw e;
        }
    }

    private List<Member> await(Map<CommandKey, Flight> flights) {
        waitFor(flights.values().stream().map(Flight::landed).toList(), PATIENCE);
        waitFor(
                flights.values().stream().map(Flight::departed).toList(),
                Sending.PLACE_WAIT.plus(Sending.DEPARTS_WITHIN));
        Map<Begun, Flight.Grounded> grounded = new HashMap<>();
        for (Flight flight : flights.values()) {
            flight.grounded().ifPresent(why -> grounded.put(flight.command(), why));
        }
        if (!grounded.isEmpty()) {
            store.putBack(grounded.keySet(), AGAIN);
        }
        var members = new ArrayList<Member>();
        grounded.forEach(
                (command, why) ->
                        members.add(
                                new Member(
                                        command.key().toString(),
                                        why.counts() ? Fate.RETRY : Fate.WAIT,
                                        why.reason())));
        return members;
    }

    private static void waitFor(Collection<CompletableFuture<Void>> futures, Duration patience) {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                // Whoever failed has said so; its row leads to an inquiry.
                .exceptionally(failure -> null)
                .join();
    }

    @Override
    public boolean isClosed(String queue) {
        // Nothing is for a counterparty that this site has not, though its route is there.
        return counterparties
                .find(CommandPublisher.counterparty(queue))
                .map(Counterparty::isResting)
                .orElse(true);
    }

    @Override
    public void drained(String queue) {
        drained.put(CommandPublisher.counterparty(queue), System.nanoTime());
    }

    /** Whether the counterparty's queue was seen empty within that time. */
    boolean wasDrained(String counterparty, Duration within) {
        Long at = drained.get(counterparty);
        return at != null && System.nanoTime() - at < within.toNanos();
    }

    boolean hasInHand(CommandKey key) {
        return inHand.contains(key);
    }

    int inHand() {
        return inHand.size();
    }

    @Override
    public void close() {
        threads.close();
    }
}
