package kz.nusqau.simulator.smsc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** An ESME made of a foreign library, so that the simulator isn't tested against itself. */
final class Esme implements AutoCloseable {

    private final SMPPSession session = new SMPPSession();
    private final LinkedBlockingQueue<DeliverSm> deliveries = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<AlertNotification> alerts = new LinkedBlockingQueue<>();
    private volatile ToIntFunction<DeliverSm> answer = pdu -> 0;

    private Esme() {
        session.setMessageReceiverListener(new Listener());
        session.setTransactionTimer(5_000);
    }

    static Esme bind(int port, String systemId, String password, BindType type) throws Exception {
        return bind(port, systemId, password, type, null);
    }

    static Esme bind(int port, String systemId, String password, BindType type, String addressRange)
            throws Exception {
        var esme = new Esme();
        esme.session.connectAndBind(
                "127.0.0.1",
                port,
                new BindParameter(
                        type,
                        systemId,
                        password,
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        addressRange));
        return esme;
    }

    /** Decides the status of each answer to a deliver_sm. */
    Esme answering(ToIntFunction<DeliverSm> newAnswer) {
        answer = newAnswer;
        return this;
    }

    SMPPSession session() {
        return session;
    }

    DeliverSm takeDelivery() throws InterruptedException {
        var delivery = deliveries.poll(30, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("no deliver_sm within 30 s");
        }
        return delivery;
    }

    AlertNotification takeAlert() throws InterruptedException {
        var alert = alerts.poll(30, TimeUnit.SECONDS);
        if (alert == null) {
            throw new AssertionError("no alert_notification within 30 s");
        }
        return alert;
    }

    int deliveriesWaiting() {
        return deliveries.size();
    }

    String submit(String from, String to, String text) throws Exception {
        return submit(from, to, text.getBytes(StandardCharsets.US_ASCII), 0, 0, 0);
    }

    String submit(
            String from,
            String to,
            byte[] octets,
            int dataCoding,
            int esmClass,
            int registeredDelivery,
            OptionalParameter... parameters)
            throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        from,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 1,
                        null,
                        null,
                        new RegisteredDelivery((byte) registeredDelivery),
                        (byte) 0,
                        new GeneralDataCoding(alphabet(dataCoding)),
                        (byte) 0,
                        octets,
                        parameters)
                .getMessageId();
    }

    private static Alphabet alphabet(int dataCoding) {
        return switch (dataCoding) {
            case 0 -> Alphabet.ALPHA_DEFAULT;
            case 3 -> Alphabet.ALPHA_LATIN1;
            case 8 -> Alphabet.ALPHA_UCS2;
            default -> throw new IllegalArgumentException("data_coding " + dataCoding);
        };
    }

    @Override
    public void close() {
        session.unbindAndClose();
    }

    private final class Listener implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
            int status = answer.applyAsInt(pdu);
            deliveries.add(pdu);
            if (status != 0) {
                throw new ProcessRequestException("as the test asks", status);
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            alerts.add(alert);
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm pdu, Session source) {
            throw new UnsupportedOperationException("the SMSC sends no data_sm");
        }
    }
}
