package kz.nusqau.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.nusqau.counterparty.CounterpartyView;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.platform.BrokerQueues.QueueView;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.sms.BindView;
import kz.nusqau.sms.smpp.LinkStatus;
import org.jspecify.annotations.Nullable;

/**
 * How the hub stands, as one node sees it.
 *
 * @param node its name
 * @param alarms the worst first
 * @param work planned, that is to come or goes on
 * @param queues those that are not empty or have readers first; none where the broker is elsewhere
 * @param stored null where the database has never answered
 * @param values of all figures that can be told now
 */
record Snapshot(
        Instant at,
        String node,
        List<Alarm> alarms,
        List<WorkWindow> work,
        List<Bind> binds,
        List<Counterparty> counterparties,
        List<QueueView> queues,
        boolean queuesAreKnown,
        List<PartnerStandingView> partners,
        @Nullable Stored stored,
        Map<Figure, Double> values) {

    private static final List<Measure> FLOW =
            List.of(
                    Measure.TEXTS_IN,
                    Measure.TEXTS_OUT,
                    Measure.PROPOSED,
                    Measure.SETTLED,
                    Measure.REFUSED,
                    Measure.RECEIPT,
                    Measure.UNANSWERED);

    /** Of the hub; null where it can't be told. */
    public @Nullable Double value(Measure measure) {
        return values.get(Figure.of(measure));
    }

    /** What is told of the instructions of subscribers and partners. */
    public List<Measure> flow() {
        return FLOW;
    }

    /** A word of how a partner stands. */
    public String state(PartnerStandingView partner) {
        if (partner.suspension() != null) {
            return "partner-SUSPENDED";
        }
        return partner.blockedSince() == null ? "partner-SERVED" : "partner-BLOCKED";
    }

    /** A bind and how it goes. */
    record Bind(
            BindView view,
            BindState state,
            @Nullable Double sent,
            @Nullable Double received,
            long throttled) {

        enum BindState {
            BOUND,
            /** The SMSC connects when it has something. */
            LISTENING,
            /** Some of its sessions are not bound. */
            PARTLY,
            DOWN,
            /** Other nodes have its sessions, or nothing wants them. */
            IDLE,
            PAUSED
        }

        static BindState state(BindView bind) {
            if (bind.pause() != null) {
                return BindState.PAUSED;
            }
            long bound = count(bind, LinkStatus.State.BOUND);
            long listening = count(bind, LinkStatus.State.LISTENING);
            long lost =
                    count(bind, LinkStatus.State.WAITING)
                            + count(bind, LinkStatus.State.CONNECTING);
            if (lost > 0) {
                return bound + listening > 0 ? BindState.PARTLY : BindState.DOWN;
            }
            if (bound > 0) {
                return BindState.BOUND;
            }
            if (count(bind, LinkStatus.State.PAUSED) > 0) {
                return BindState.PAUSED;
            }
            return listening > 0 ? BindState.LISTENING : BindState.IDLE;
        }

        private static long count(BindView bind, LinkStatus.State state) {
            return bind.sessions().stream().filter(each -> each.state() == state).count();
        }
    }

    /**
     * A counterparty and how it goes.
     *
     * @param slowest of a hundred calls in the last minute all but one were faster
     * @param failed calls without a usable answer in the last minute
     * @param open commands without a final outcome
     */
    record Counterparty(
            CounterpartyView view,
            CounterpartyState state,
            @Nullable Double calls,
            @Nullable Duration slowest,
            long failed,
            long open) {

        enum CounterpartyState {
            WELL,
            /** It was silent, nothing waits for it, and the next calls show whether it is back. */
            TRIED,
            SILENT,
            PAUSED,
            /** As planned. */
            WORK
        }

        static CounterpartyState state(CounterpartyView counterparty, long open) {
            if (counterparty.pause() != null) {
                return CounterpartyState.PAUSED;
            }
            if (counterparty.work() != null) {
                return CounterpartyState.WORK;
            }
            if (counterparty.silentSince() == null) {
                return CounterpartyState.WELL;
            }
            return counterparty.isResting() || open > 0
                    ? CounterpartyState.SILENT
                    : CounterpartyState.TRIED;
        }
    }
}
