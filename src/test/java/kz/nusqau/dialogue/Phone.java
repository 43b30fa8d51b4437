package kz.nusqau.dialogue;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.HubUnderTest;
import kz.nusqau.simulator.smsc.TextMessage;

/** A subscriber's phone in tests: texts and reads. */
public final class Phone {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOO_EARLY =
            Pattern.compile("әлі жеткізілген жоқ|еще не доставлен|has not been delivered yet");
    private static final Pattern CODE = Pattern.compile("^(\\d{6})\\b");

    private final HubUnderTest hub;
    private final String msisdn;

    public Phone(HubUnderTest hub, String msisdn) {
        this.hub = hub;
        this.msisdn = msisdn;
    }

    /** Sends a text and reads the next message. */
    public String ask(String shortCode, String text) {
        return exchange(shortCode, text).text();
    }

    /**
     * Says yes to the last question; again where the yes was quicker than the word that the
     * question is with the SMSC.
     */
    public String yes(String shortCode) {
        return await().atMost(PATIENCE)
                .until(() -> ask(shortCode, "1"), told -> !TOO_EARLY.matcher(told).find());
    }

    TextMessage exchange(String shortCode, String text) {
        send(shortCode, text);
        return read();
    }

    void send(String shortCode, String text) {
        hub.simulator().smsc().deliver(msisdn, shortCode, text);
    }

    /** Sends a text and waits until the hub has acknowledged it, as one link would deliver it. */
    void sendAndAwaitAnswer(String shortCode, String text) {
        hub.simulator().smsc().deliver(msisdn, shortCode, text).awaitAnswer(PATIENCE);
    }

    /** Reads the next message. */
    public String nextMessage() {
        return read().text();
    }

    TextMessage read() {
        return hub.simulator().smsc().takeMessage(msisdn, PATIENCE);
    }

    public static boolean hasCode(String text) {
        return CODE.matcher(text).find();
    }

    /** The code that a code message starts with. */
    public static String codeIn(String text) {
        Matcher code = CODE.matcher(text);
        if (!code.find()) {
            throw new AssertionError("no code at the start of: " + text);
        }
        return code.group(1);
    }
}
