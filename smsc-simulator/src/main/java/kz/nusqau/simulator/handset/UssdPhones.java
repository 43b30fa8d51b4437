package kz.nusqau.simulator.handset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.UssdCall;
import kz.nusqau.simulator.smsc.UssdScreen;
import kz.nusqau.simulator.smsc.text.Alphabet;
import org.jspecify.annotations.Nullable;

/**
 * What the phones show that are in a USSD dialogue, and the network that ends it when it is late or
 * when the ESME didn't take a step.
 */
final class UssdPhones {

    private static final int MAX_PHONES = 1_000;
    private static final Duration SCREEN_WITHIN = Duration.ofSeconds(40);
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    /** As phones say it, whatever the reason. */
    private static final String NO_CONNECTION = "Connection problem or invalid MMI code.";

    private final Function<String, Smsc> networks;
    private final LongSupplier nanos;
    private final Map<String, Shown> phones =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Shown> eldest) {
                    return size() > MAX_PHONES;
                }
            };

    /**
     * Phones of any operator.
     *
     * @param networks the SMSC of a phone
     */
    UssdPhones(Function<String, Smsc> networks, LongSupplier nanos) {
        this.networks = networks;
        this.nanos = nanos;
    }

    /** How far a dialogue is. */
    enum State {
        /** None was begun. */
        NONE,
        /** The network is asked. */
        WAITING,
        /** The screen waits for an answer. */
        ASKING,
        /** The screen is the last. */
        OVER;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is on the phone.
     *
     * @param dialled the code; null when none was
     * @param number of the screen in its dialogue, from 1
     * @param text of the screen
     */
    record View(
            State state,
            @Nullable String dialled,
            int number,
            @Nullable String text,
            @Nullable Alphabet alphabet) {}

    View dial(String phone, String code) {
        var shown = new Shown(code, nanos);
        synchronized (phones) {
            var before = phones.put(phone, shown);
            if (before != null) {
                before.giveUp();
            }
        }
        shown.follow(networks.apply(phone).dial(phone, code));
        return shown.view();
    }

    /** Nothing happens where no screen asks. */
    View type(String phone, String text) {
        var shown = find(phone);
        if (shown != null) {
            shown.type(text);
        }
        return view(phone);
    }

    View abort(String phone) {
        var shown = find(phone);
        if (shown != null) {
            shown.giveUp();
            synchronized (phones) {
                phones.remove(phone, shown);
            }
        }
        return view(phone);
    }

    View view(String phone) {
        var shown = find(phone);
        return shown == null ? new View(State.NONE, null, 0, null, null) : shown.view();
    }

    private @Nullable Shown find(String phone) {
        synchronized (phones) {
            return phones.get(phone);
        }
    }

    /** One phone's dialogue. */
    private static final class Shown {

        private final String dialled;
        private final LongSupplier nanos;
        private @Nullable UssdCall call;
        private @Nullable UssdScreen screen;
        private @Nullable String brokenOff;
        private boolean waiting = true;
        private int number;
        private long sinceNanos;

        Shown(String dialled, LongSupplier nanos) {
            this.dialled = dialled;
            this.nanos = nanos;
            this.sinceNanos = nanos.getAsLong();
        }

        /** A screen may have come before anybody followed. */
        void follow(UssdCall begun) {
            synchronized (this) {
                call = begun;
            }
            begun.onScreen(this::show);
        }

        private synchronized void show(UssdScreen next) {
            screen = next;
            waiting = false;
            number++;
            sinceNanos = nanos.getAsLong();
        }

        synchronized void type(String text) {
            if (call != null && !waiting && !call.isOver()) {
                waiting = true;
                sinceNanos = nanos.getAsLong();
                var unused = call.type(text);
            }
        }

        synchronized void giveUp() {
            if (call != null && !call.isOver()) {
                var unused = call.abort();
            }
        }

        private void endWhatIsBroken() {
            if (call == null || brokenOff != null) {
                return;
            }
            if (call.isRefused()) {
                brokenOff = NO_CONNECTION;
                return;
            }
            if (call.isOver() && !waiting) {
                return;
            }
            var within = waiting ? SCREEN_WITHIN : ANSWER_WITHIN;
            if (nanos.getAsLong() - sinceNanos > within.toNanos()) {
                brokenOff = waiting ? NO_CONNECTION : "Session timed out.";
                var unused = call.endByNetwork();
            }
        }

        synchronized View view() {
            endWhatIsBroken();
            if (brokenOff != null) {
                return new View(State.OVER, dialled, number + 1, brokenOff, Alphabet.GSM7);
            }
            if (waiting || screen == null) {
                return new View(State.WAITING, dialled, number, null, null);
            }
            return new View(
                    screen.ends() ? State.OVER : State.ASKING,
                    dialled,
                    number,
                    screen.text(),
                    screen.alphabet());
        }
    }
}
