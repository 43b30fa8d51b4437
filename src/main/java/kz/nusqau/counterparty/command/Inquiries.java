package kz.nusqau.counterparty.command;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandsNeedReview.Cause;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the status of commands that are unknown or pending, with backoff, until there is an
 * answer or a person takes over (I-3).
 */
final class Inquiries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    private static final double JITTER = 0.2;

    private final InquiryStore store;
    private final PersonalSide personal;
    private final OutcomeRecorder recorder;
    private final CommandPublisher publisher;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<CommandKey> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    Inquiries(
            InquiryStore store,
            PersonalSide personal,
            OutcomeRecorder recorder,
            CommandPublisher publisher,
            Clock clock) {
        this.store = store;
        this.personal = personal;
        this.recorder = recorder;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Starts what is due, as far as there is room; returns at once. */
    void startDue(Counterparty counterparty) {
        int room = counterparty.settings().concurrentInquiries() - underWay(counterparty);
        if (room <= 0 || counterparty.isResting()) {
            return;
        }
        List<Due> due = store.claim(counterparty.id(), room);
        if (due.isEmpty()) {
            return;
        }
        Map<SubscriberId, Msisdn> numbers =
                personal.msisdns(due.stream().map(Due::subscriber).distinct().toList());
        for (Due each : due) {
            Msisdn number = numbers.get(each.subscriber());
            if (number == null || each.operation().isEmpty()) {
                recorder.tellStuck(
                        each.key(),
                        each.subscriber(),
                        Cause.CONTRADICTION,
                        "the subscriber was erased while the command was open");
            } else {
                begin(
                        counterparty,
                        each,
                        new SentCommand(each.key(), number, each.operation().get()));
            }
        }
    }

    private int underWay(Counterparty counterparty) {
        return running.getOrDefault(counterparty.id(), 0);
    }

    private void begin(Counterparty counterparty, Due due, SentCommand command) {
        if (!underWay.add(due.key())) {
            return;
        }
        running.merge(counterparty.id(), 1, Integer::sum);
        threads.execute(
                () -> {
                    try {
                        inquire(counterparty, due, command);
                    } catch (RuntimeException e) {
                        // The claim runs out and the row is due again.
                        LOG.error("inquiry about {} failed", due.key(), e);
                    } finally {
                        running.merge(counterparty.id(), -1, Integer::sum);
                        underWay.remove(due.key());
                    }
                });
    }

    private void inquire(Counterparty counterparty, Due due, SentCommand command) {
        switch (counterparty.inquire(command)) {
            case StatusResult.Answered(CommandOutcome outcome) ->
                    recorder.tell(due.key(), due.subscriber(), outcome);
            case StatusResult.Pending p -> goOn(counterparty, due, command, "being worked on");
            case StatusResult.NoAnswer(var detail) -> goOn(counterparty, due, command, detail);
            case StatusResult.NotFound n -> notFound(counterparty, due, command);
            case StatusResult.Contradiction(var detail) ->
                    recorder.tellStuck(due.key(), due.subscriber(), Cause.CONTRADICTION, detail);
            case StatusResult.NotNow n ->
                    store.askAgain(due.key(), jitter(Duration.ofSeconds(1)), false, "not asked");
        }
    }

    private void goOn(Counterparty counterparty, Due due, SentCommand command, String detail) {
        if (isExhausted(counterparty, due, command)) {
            recorder.tellStuck(
                    due.key(),
                    due.subscriber(),
                    Cause.INQUIRIES_EXHAUSTED,
                    "no answer in "
                            + due.sinceUnknown().truncatedTo(ChronoUnit.SECONDS)
                            + "; the last one: "
                            + detail);
            return;
        }
        Duration wait = counterparty.settings().inquiry().wait(due.inquiries() + 1);
        store.askAgain(due.key(), jitter(wait), true, detail);
    }

    private boolean isExhausted(Counterparty counterparty, Due due, SentCommand command) {
        return due.sinceUnknown().compareTo(counterparty.settings().inquiry().giveUpAfter()) >= 0
                && !clock.instant().isBefore(counterparty.settledBy(command, due.sentAt()));
    }

    /** Final only when the request can no longer be on its way. */
    private void notFound(Counterparty counterparty, Due due, SentCommand command) {
        Duration window = Sending.arrivesWithin(counterparty.settings());
        if (due.sinceSent().compareTo(window) < 0) {
            Duration rest = window.minus(due.sinceSent()).plusMillis(50);
            Duration usual = jitter(counterparty.settings().inquiry().wait(due.inquiries() + 1));
            store.askAgain(
                    due.key(),
                    rest.compareTo(usual) < 0 ? rest : usual,
                    true,
                    "not found, may still be on its way");
        } else if (due.taken()) {
            recorder.tellStuck(
                    due.key(),
                    due.subscriber(),
                    Cause.CONTRADICTION,
                    "it was taken in, and now it is not found");
        } else if (isExhausted(counterparty, due, command)) {
            goOn(counterparty, due, command, "not found");
        } else if (store.sendAgain(due.key())) {
            publisher.publish(counterparty.id(), List.of(due.key()));
        } else {
            recorder.tell(
                    due.key(),
                    due.subscriber(),
                    new CommandOutcome.NotSent(
                            "the counterparty never got it, and it is too late"));
        }
    }

    private static Duration jitter(Duration wait) {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(wait.toMillis() * factor)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
