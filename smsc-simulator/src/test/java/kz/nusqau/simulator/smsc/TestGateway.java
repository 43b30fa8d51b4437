package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;

/** The least a hub can be for a USSD gateway: it answers every step with a screen. */
public final class TestGateway implements AutoCloseable {

    private static final int ABORT = 0x81;

    private final RawEsme esme;
    private final UssdStyle style;
    private final UnaryOperator<String> screens;
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private int sequence = 1_000;
    private volatile boolean closing;

    private TestGateway(RawEsme esme, UssdStyle style, UnaryOperator<String> screens) {
        this.esme = esme;
        this.style = style;
        this.screens = screens;
    }

    /**
     * Binds as {@code hub-ussd}.
     *
     * @param screens what is shown for what was typed; one that begins with {@code !} is the last
     */
    public static TestGateway bind(int port, UnaryOperator<String> screens) throws IOException {
        return bind(port, UssdStyle.STANDARD, screens);
    }

    /** The same with a gateway of another make. */
    public static TestGateway bind(int port, UssdStyle style, UnaryOperator<String> screens)
            throws IOException {
        var esme = new RawEsme(port);
        esme.ask(CommandId.BIND_TRANSCEIVER, RawEsme.bind("hub-ussd", "secret", ""));
        var gateway = new TestGateway(esme, style, screens);
        Thread.ofPlatform().daemon().name("test-gateway").start(gateway::run);
        return gateway;
    }

    /** What was dialled and typed, oldest first; {@code abort} where it was broken off. */
    public List<String> steps() {
        return steps;
    }

    private void run() {
        while (!closing) {
            try {
                handle(esme.read());
            } catch (InterruptedIOException nothingCame) {
                continue;
            } catch (IOException e) {
                if (!closing) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void handle(Pdu pdu) throws IOException {
        if (pdu.commandId() != CommandId.DELIVER_SM) {
            return;
        }
        esme.send(pdu.answer(0, Octets.of((byte) 0)).toOctets());
        var step = ShortMessage.parse(pdu.body());
        if (step.number(Tlv.USSD_SERVICE_OP).orElseThrow() == ABORT) {
            steps.add("abort");
            return;
        }
        var typed = Alphabet.GSM7.decode(step.message());
        steps.add(typed);
        var screen = screens.apply(typed);
        boolean ends = screen.startsWith("!");
        var text = ends ? screen.substring(1) : screen;
        var alphabet = Alphabet.fitting(text);
        var answer =
                ShortMessage.of(step.destination(), step.source())
                        .withServiceType("USSD")
                        .withFlags(step.flags().withDataCoding(alphabet.dataCoding()))
                        .withMessage(alphabet.encode(text))
                        .plus(
                                Tlv.int8(Tlv.USSD_SERVICE_OP, ends ? style.finish() : style.ask()),
                                session(step, ends));
        esme.send(Pdu.request(CommandId.SUBMIT_SM, ++sequence, answer.toOctets()).toOctets());
    }

    private Tlv session(ShortMessage step, boolean ends) {
        if (style.session() == UssdStyle.SessionIn.MESSAGE_REFERENCE) {
            int reference = step.number(Tlv.USER_MESSAGE_REFERENCE).orElseThrow();
            return Tlv.int16(Tlv.USER_MESSAGE_REFERENCE, reference);
        }
        int info = step.number(Tlv.ITS_SESSION_INFO).orElseThrow();
        return Tlv.int16(Tlv.ITS_SESSION_INFO, ends ? info | 1 : info & ~1);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        esme.close();
    }
}
