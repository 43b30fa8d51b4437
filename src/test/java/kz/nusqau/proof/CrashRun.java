package kz.nusqau.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.HubProcess;
import kz.nusqau.OutsideWorld;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.proof.KillSchedule.From;
import kz.nusqau.proof.KillSchedule.Kill;
import kz.nusqau.proof.KillSchedule.Victim;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.counterparty.CallbackFate;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.Redelivery;
import kz.nusqau.simulator.smsc.SmscFault;

/** One hub process, killed and started again as a schedule says while a crowd texts. */
final class CrashRun implements AutoCloseable {

    private static final int PER_SECOND = Integer.getInteger("proof.load", 20);
    private static final int MOST_AT_A_TIME = 400;
    private static final Duration SETTLE_WITHIN = Duration.ofMinutes(4);
    private static final Duration SERVED_WITHIN = Duration.ofMinutes(2);

    private final KillSchedule schedule;
    private final Simulator simulator;
    private final HubProcess hub;
    private final Crowd crowd;
    private final DayFiles dayFiles;
    private Runnable clerk = () -> {};
    private Audit audit;

    private CrashRun(KillSchedule schedule, Simulator simulator, HubProcess hub) {
        this.schedule = schedule;
        this.simulator = simulator;
        this.hub = hub;
        this.dayFiles = new DayFiles(hub);
        this.crowd = new Crowd(simulator, PER_SECOND, MOST_AT_A_TIME, schedule.seed());
    }

    static CrashRun of(KillSchedule schedule) {
        System.out.printf(
                "%d kills, repeat with -Dproof.seed=%d%n",
                schedule.kills().size(), schedule.seed());
        var options =
                SimulatorOptions.defaults()
                        .withSmsc(
                                smsc ->
                                        smsc.recording(false)
                                                .redelivery(
                                                        Redelivery.every(Duration.ofSeconds(1))));
        var simulator = Simulator.start(options);
        var hub =
                HubProcess.on(TemporaryFolder.create("crash"))
                        .with(OutsideWorld.settings(simulator, options))
                        .with(Audit.settings());
        return new CrashRun(schedule, simulator, hub);
    }

    /**
     * Faults at billing, at the e-money systems, at the banks and on the link, drawn from the same
     * seed.
     */
    void letOthersFail(double probability, Duration slow) {
        List<CounterpartyFault> faults =
                List.of(
                        new CounterpartyFault.AnswerLost(),
                        new CounterpartyFault.Down(),
                        new CounterpartyFault.DuplicateAnswer(),
                        new CounterpartyFault.LateAnswer(slow),
                        new CounterpartyFault.Slow(slow),
                        new CounterpartyFault.ServerError(503),
                        new CounterpartyFault.Nonsense("<html>oops"));
        let(simulator.billing().faults(), Faults.ALL, probability, faults);
        let(simulator.wooppay().faults(), Faults.ALL, probability, faults);
        List<CounterpartyFault> withCallbacks = new ArrayList<>(faults);
        // Who contradicts itself can't be dealt with but by a person.
        for (CallbackFate fate : EnumSet.complementOf(EnumSet.of(CallbackFate.CONTRADICTED))) {
            withCallbacks.add(new CounterpartyFault.Callback(fate));
        }
        let(simulator.kazeuromobile().faults(), Faults.ALL, probability, withCallbacks);
        letFail(simulator.kaspi(), probability, faults);
        letFail(simulator.halyk(), probability, faults);
        clerk = () -> new Clerk(hub).workOff(books());
        simulator
                .smsc()
                .sometimes(
                        probability,
                        schedule.seed(),
                        FaultPoint.SUBMIT,
                        SmscFault.throttled(),
                        SmscFault.dropLink());
    }

    /** A bank refuses orders, too; what it says of those that it has, is true. */
    private void letFail(BankSandbox bank, double probability, List<CounterpartyFault> faults) {
        for (String question :
                List.of("balance", "statement", "inquiry", "check", "recall", "rates")) {
            let(bank.faults(), question, probability, faults);
        }
        let(bank.faults(), "notice", probability, List.of(new CounterpartyFault.DuplicateAnswer()));
        List<CounterpartyFault> ofOrders = new ArrayList<>(faults);
        ofOrders.add(new CounterpartyFault.BadSignature());
        ofOrders.add(new CounterpartyFault.Refuse("AC04"));
        let(bank.faults(), "transfer", probability, ofOrders);
    }

    private void let(
            Faults where, String operation, double probability, List<CounterpartyFault> faults) {
        where.setRandom(operation, probability, schedule.seed(), faults);
    }

    void carryOut() {
        hub.start();
        OutsideWorld.connectBanks(simulator, hub.brokerUrl(), hub.dataDir());
        // The first kill shall find payments under way.
        crowd.awaitServed(PER_SECOND, SERVED_WITHIN);
        for (Kill kill : schedule.kills()) {
            carryOut(kill);
        }
        crowd.awaitServed(PER_SECOND, SERVED_WITHIN);
        crowd.awaitAllGranted(SERVED_WITHIN);
        audit = new Audit(simulator, crowd, books(), dayFiles);
        audit.settle(SETTLE_WITHIN, clerk);
        System.out.println(audit.summary());
    }

    private HubBooks books() {
        return new HubBooks(HubDatabase.embedded(hub.dataDir()));
    }

    private void carryOut(Kill kill) {
        if (kill.from() == From.READY) {
            hub.awaitReady();
        }
        pause(kill.after());
        hub.kill();
        if (kill.victim() == Victim.HUB_AND_DATABASE) {
            HubDatabase.kill(hub.dataDir());
        }
        System.out.printf("  %s; %d wait, %d served%n", kill, crowd.waiting(), crowd.finished());
        hub.launch();
    }

    /** Empty when nothing was lost and nothing doubled. */
    List<String> faults() {
        return audit.faults();
    }

    /** How many instructions did what was wanted. */
    int carriedOut() {
        return audit.carriedOut().size();
    }

    /** What none of the crowd got as it should be when nothing fails. */
    Set<Wish> neverGranted() {
        return crowd.neverGranted();
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        crowd.close();
        try {
            hub.close();
        } finally {
            simulator.close();
        }
    }
}
