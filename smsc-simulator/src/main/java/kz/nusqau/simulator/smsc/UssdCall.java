package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import kz.nusqau.simulator.smsc.UssdStyle.Event;

/**
 * A dialogue as the phone has it: dial, read the screen, type, break off. The phone shows one
 * screen at a time.
 */
public final class UssdCall {

    private final String msisdn;
    private final BiFunction<Event, String, Delivery> gateway;
    private final Deque<UssdScreen> untaken = new ArrayDeque<>();
    private final List<Consumer<UssdScreen>> listeners = new CopyOnWriteArrayList<>();
    private boolean over;
    private boolean refused;

    UssdCall(String msisdn, BiFunction<Event, String, Delivery> gateway) {
        this.msisdn = msisdn;
        this.gateway = gateway;
    }

    public String msisdn() {
        return msisdn;
    }

    /**
     * The oldest screen not yet taken.
     *
     * @throws ScriptTimeout if none comes in time, or none can come any more: the ESME refused a
     *     step or left it without an answer
     */
    public synchronized UssdScreen takeScreen(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (untaken.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (refused) {
                throw new ScriptTimeout(
                        "no screen for %s: a step was refused, or its link was lost before the answer"
                                .formatted(msisdn));
            }
            if (left <= 0) {
                throw new ScriptTimeout("no screen for " + msisdn + " within " + within);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw Waiting.interrupted("a screen for " + msisdn);
            }
        }
        return untaken.remove();
    }

    void begin(String code) {
        var unused = step(Event.DIALLED, code);
    }

    /** Types and sends. */
    public Delivery type(String text) {
        return step(Event.TYPED, text);
    }

    /** A gateway keeps no steps: it ends the dialogue when the ESME doesn't take one. */
    private Delivery step(Event event, String text) {
        var delivery = gateway.apply(event, text);
        var unused =
                delivery.outcome()
                        .whenComplete(
                                (status, unanswered) -> {
                                    if (unanswered != null || status != 0) {
                                        endRefused();
                                    }
                                });
        return delivery;
    }

    private synchronized void endRefused() {
        if (!over) {
            refused = true;
            end();
        }
    }

    /** The user breaks it off. */
    public Delivery abort() {
        end();
        return gateway.apply(Event.ABORTED, "");
    }

    /** The network ends it, as after a time without an answer. */
    public Delivery endByNetwork() {
        end();
        return gateway.apply(Event.ENDED, "");
    }

    /** The network ends it and tells nobody. */
    public synchronized void end() {
        over = true;
        notifyAll();
    }

    public synchronized boolean isOver() {
        return over;
    }

    /** It is over because the ESME refused a step or gave no answer to it. */
    public synchronized boolean isRefused() {
        return refused;
    }

    /** Gets the latest screen, if there is one, and all that come; it must be quick. */
    public void onScreen(Consumer<UssdScreen> listener) {
        UssdScreen already;
        synchronized (this) {
            listeners.add(listener);
            already = untaken.peekLast();
        }
        if (already != null) {
            listener.accept(already);
        }
    }

    /** False when the phone shows nothing any more. */
    boolean show(UssdScreen screen) {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = screen.ends();
            untaken.add(screen);
            notifyAll();
        }
        listeners.forEach(listener -> listener.accept(screen));
        return true;
    }
}
