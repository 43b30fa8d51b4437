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
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.PartOf;
import kz.nusqau.simulator.smsc.text.Segmenter;
import kz.nusqau.simulator.smsc.text.TextForm;

/** The least a hub can be: it answers every text with another. */
public final class TestHub implements AutoCloseable {

    private final RawEsme esme;
    private final UnaryOperator<String> replies;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private int sequence = 1_000;
    private volatile boolean closing;

    private TestHub(RawEsme esme, UnaryOperator<String> replies) {
        this.esme = esme;
        this.replies = replies;
    }

    public static TestHub bind(int port, UnaryOperator<String> replies) throws IOException {
        var hub = new TestHub(RawEsme.bound(port), replies);
        Thread.ofPlatform().daemon().name("test-hub").start(hub::run);
        return hub;
    }

    /** What was texted, oldest first. */
    public List<String> texts() {
        return texts;
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
        var message = ShortMessage.parse(pdu.body());
        var alphabet = Alphabet.ofDataCoding(message.flags().dataCoding(), Alphabet.GSM7);
        var text = alphabet.decode(PartOf.textOctets(message));
        texts.add(text);
        esme.send(pdu.answer(0, Octets.of((byte) 0)).toOctets());
        var reply = replies.apply(text);
        var sender = message.destination();
        var phone = message.source();
        var parts =
                Segmenter.split(
                        ShortMessage.of(sender, phone), reply, TextForm.fitting(reply), sequence);
        for (var part : parts) {
            esme.send(Pdu.request(CommandId.SUBMIT_SM, ++sequence, part.toOctets()).toOctets());
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        esme.close();
    }
}
