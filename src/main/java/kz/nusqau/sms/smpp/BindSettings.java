package kz.nusqau.sms.smpp;

import java.time.Duration;
import javax.net.SocketFactory;

/**
 * A contract with an SMSC.
 *
 * @param rate submits a second over all its sessions, 0 for no limit
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
        SocketFactory sockets) {

    public String slot(int number) {
        return id + "/" + number;
    }

    @Override
    public String toString() {
        return "BindSettings[" + id + " at " + host + ":" + port + "]";
    }
}
