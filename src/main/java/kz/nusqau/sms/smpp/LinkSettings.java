package kz.nusqau.sms.smpp;

import java.time.Duration;
import javax.net.SocketFactory;

/**
 * What a session needs to know.
 *
 * @param window submit_sm without an answer at one time
 * @param held deliver_sm without our answer at one time; more are asked to come again
 * @param answerWithin how long the SMSC may take to answer us
 * @param holdFor how long an SMSC's message may wait for its commit before it is asked to come
 *     again; less than the SMSC's own timer
 */
record LinkSettings(
        String bind,
        int slot,
        String host,
        int port,
        BindType type,
        Credentials credentials,
        int window,
        int held,
        Duration enquireEvery,
        Duration answerWithin,
        Duration holdFor,
        Backoff backoff,
        SocketFactory sockets) {

    static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    static final Duration BIND_WITHIN = Duration.ofSeconds(30);

    /** For people and meters: {@code operator/0}. */
    String name() {
        return bind + "/" + slot;
    }

    LinkSettings withSlot(int other) {
        return new LinkSettings(
                bind,
                other,
                host,
                port,
                type,
                credentials,
                window,
                held,
                enquireEvery,
                answerWithin,
                holdFor,
                backoff,
                sockets);
    }

    /**
     * How we introduce ourselves.
     *
     * @param interfaceVersion 0x34 for 3.4
     */
    record Credentials(
            String systemId,
            String password,
            String systemType,
            int interfaceVersion,
            String addressRange) {

        @Override
        public String toString() {
            return "Credentials[" + systemId + "]";
        }
    }
}
