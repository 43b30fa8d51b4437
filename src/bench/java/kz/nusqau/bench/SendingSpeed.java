package kz.nusqau.bench;

import jakarta.jms.JMSException;
import kz.nusqau.partner.SendingBench;

/** Starts {@link SendingBench} by a name of this package. */
public final class SendingSpeed {

    private SendingSpeed() {}

    public static void main(String... arguments) throws JMSException {
        SendingBench.main(arguments);
    }
}
