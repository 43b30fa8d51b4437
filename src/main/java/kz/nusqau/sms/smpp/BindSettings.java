package kz.nusqau.sms.smpp;

import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A contract with an SMSC.
 *
 * @param rate submits a second over all its sessions, 0 for no limit
 * @param ussd null for a bind that carries texts
 * @param outbind null for a bind that connects by itself
 */
public record BindSettings(
        String id,
        String host,
        int port,
        String systemId,
        String password,
        String systemType,
        String addressRange,
        BindType type,
        int sessions,
        int window,
        double rate,
        int held,
        Duration enquireEvery,
        Duration answerWithin,
        Duration holdFor,
        SocketFactory sockets,
        @Nullable Ussd ussd,
        @Nullable Outbind outbind) {

    /**
     * What a bind of a USSD gateway is for.
     *
     * @param link the operator link by which texts leave
     * @param dialect how the gateway writes its dialogues
     * @param withTexts the bind carries texts, too
     */
    public record Ussd(String link, String dialect, boolean withTexts) {}

    /** How an SMSC introduces itself that connects to us when it has something for this bind. */
    public record Outbind(String systemId, String password) {

        @Override
        public String toString() {
            return "Outbind[" + systemId + "]";
        }
    }

    public boolean carriesTexts() {
        return ussd == null || ussd.withTexts();
    }

    public String slot(int number) {
        return id + "/" + number;
    }

    @Override
    public String toString() {
        return "BindSettings[" + id + " at " + host + ":" + port + "]";
    }
}
