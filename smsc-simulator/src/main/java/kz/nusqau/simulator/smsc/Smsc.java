package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Segmenter;
import kz.nusqau.simulator.smsc.text.TextForm;

/**
 * An SMSC that a script drives: deliver texts to the ESME, take what it submits, enqueue faults.
 * Safe for use from any thread. Listeners and futures run on the SMSC's one thread: they must be
 * quick and never wait for the SMSC.
 */
public final class Smsc implements AutoCloseable {

    private final SmscServer server;
    private final AtomicInteger references = new AtomicInteger();

    Smsc(SmscServer server) {
        this.server = server;
    }

    public static SmscBuilder builder() {
        return new SmscBuilder();
    }

    public int port() {
        return server.port();
    }

    // Sessions

    public void awaitBound(Duration within) {
        awaitBound(1, within);
    }

    /**
     * Waits until at least so many sessions are bound.
     *
     * @throws ScriptTimeout if they aren't in time
     */
    public void awaitBound(int sessions, Duration within) {
        if (!server.awaitBound(sessions, within)) {
            throw new ScriptTimeout(
                    "not within " + within + ": " + sessions + " bound; there are " + bound());
        }
    }

    public List<BoundSession> bound() {
        return server.bound();
    }

    /** Cuts every connection, without an unbind. */
    public void dropLinks() {
        dropLinks(session -> true);
    }

    /** Cuts the bound sessions that match. */
    public void dropLinks(Predicate<BoundSession> which) {
        onEach(which, session -> session.close("dropped by the script"));
    }

    /** Asks every session to end, the polite way. */
    public void unbindAll() {
        onEach(
                session -> true,
                session ->
                        session.write(
                                Pdu.request(
                                        CommandId.UNBIND, session.nextSequence(), Octets.EMPTY)));
    }

    /** Reads nothing from any bound session for so long. */
    public void stall(Duration time) {
        onEach(session -> true, session -> server.writer().stall(session, time));
    }

    /** Closes the port and every connection: new ones are refused until {@link #comeBack}. */
    public void goDown() {
        server.loop().runAndWait(server::goDown);
    }

    /** Opens the same port again. */
    public void comeBack() {
        server.loop()
                .runAndWait(
                        () -> {
                            try {
                                server.listen();
                            } catch (IOException e) {
                                throw new UncheckedIOException("port " + port(), e);
                            }
                        });
    }

    // To the ESME

    /** A text from a phone, as the phone would encode and cut it. */
    public Delivery deliver(String from, String to, String text) {
        return deliver(from, to, text, TextForm.fitting(text));
    }

    public Delivery deliver(String from, String to, String text, TextForm form) {
        return deliver(encode(from, to, text, form));
    }

    /** The PDUs that {@code deliver} would send: for scripts that reorder or lose parts. */
    public List<ShortMessage> encode(String from, String to, String text, TextForm form) {
        var template = ShortMessage.of(Address.of(from), Address.of(to));
        return Segmenter.split(template, text, form, references.incrementAndGet());
    }

    /** Exactly these PDUs, kept and offered again like any message. */
    public Delivery deliver(List<ShortMessage> messages) {
        return enqueueAll(
                messages.stream()
                        .map(
                                message ->
                                        new PendingDelivery(
                                                new Lane.ToAddress(message.destination().digits()),
                                                message.toOctets(),
                                                true))
                        .toList());
    }

    public Delivery deliver(ShortMessage message) {
        return deliver(List.of(message));
    }

    /**
     * A deliver_sm with any body, also a malformed one, to a session that serves the short code. It
     * is sent once.
     */
    public Delivery deliverRaw(String to, Octets body) {
        return enqueueAll(List.of(new PendingDelivery(new Lane.ToAddress(to), body, false)));
    }

    /** For load: completes with 0, or with the status for which the SMSC dropped the text. */
    public CompletableFuture<Integer> deliverAsync(String from, String to, String text) {
        return deliver(from, to, text).outcome();
    }

    /** Any octets to every session that receives; nothing waits for an answer. */
    public void sendRaw(Octets octets) {
        onEach(
                session -> session.type().receives(),
                session -> {
                    session.writeRaw(octets);
                    session.flush();
                });
    }

    /**
     * Calls an ESME that listens, says who we are and lets it bind on that connection.
     *
     * @throws UncheckedIOException if nobody listens there
     */
    public void outbind(Outbind esme) {
        try {
            var channel = esme.connect();
            server.loop().runAndWait(() -> server.call(channel, esme));
        } catch (IOException e) {
            throw new UncheckedIOException(esme.toString(), e);
        }
    }

    /** Tells the sessions of an account that a phone is reachable again. */
    public void alert(String systemId, String msisdn) {
        var esme = new Address(0, 0, systemId);
        var body =
                new FieldWriter()
                        .address(Address.of(msisdn))
                        .address(esme)
                        .tlvs(List.of(Tlv.int8(Tlv.MS_AVAILABILITY_STATUS, 0)))
                        .toOctets();
        onEach(
                session -> session.type().receives() && session.systemId().equals(systemId),
                session ->
                        session.write(
                                Pdu.request(
                                        CommandId.ALERT_NOTIFICATION,
                                        session.nextSequence(),
                                        body)));
    }

    /**
     * A code dialled on a phone: {@code *9909#}.
     *
     * @throws IllegalStateException if the SMSC was built without a USSD gateway
     */
    public UssdCall dial(String msisdn, String code) {
        var gateway =
                server.settings()
                        .ussd()
                        .orElseThrow(() -> new IllegalStateException("no USSD gateway here"));
        var style = gateway.style();
        int id = server.ussd().nextId();
        var steps = new AtomicInteger();
        var address = Address.of(code.replaceAll("^\\*|[*#].*$", ""));
        var call =
                new UssdCall(
                        msisdn,
                        (event, text) ->
                                enqueueAll(
                                        List.of(
                                                step(
                                                        gateway,
                                                        ShortMessage.of(Address.of(msisdn), address)
                                                                .plus(
                                                                        style.operation(event),
                                                                        style.session(
                                                                                id,
                                                                                steps
                                                                                        .getAndIncrement(),
                                                                                event)),
                                                        text))));
        server.ussd().begin(msisdn, style.key(id), call);
        call.begin(code);
        return call;
    }

    private static PendingDelivery step(UssdGateway gateway, ShortMessage message, String text) {
        var form = Alphabet.fitting(text);
        var body =
                message.withServiceType("USSD")
                        .withFlags(message.flags().withDataCoding(form.dataCoding()))
                        .withMessage(form.encode(text))
                        .toOctets();
        return new PendingDelivery(new Lane.ToAccount(gateway.account().systemId()), body, false);
    }

    // From the ESME

    /**
     * The oldest submit_sm or data_sm not yet taken.
     *
     * @throws ScriptTimeout if none comes in time
     */
    public Submitted takeSubmit(Duration within) {
        var submitted = server.submits().takeSubmit(within);
        if (submitted == null) {
            throw new ScriptTimeout("no submit_sm within " + within + "; " + stats());
        }
        return submitted;
    }

    /**
     * The oldest whole message to a phone not yet taken. Apart from {@link #takeSubmit}: each sees
     * everything.
     *
     * @throws ScriptTimeout if none comes in time
     */
    public TextMessage takeMessage(String msisdn, Duration within) {
        var message = server.submits().takeMessage(msisdn, within);
        if (message == null) {
            throw new ScriptTimeout(
                    "no message to " + msisdn + " within " + within + "; " + stats());
        }
        return message;
    }

    /** Forgets what was submitted and not taken. */
    public void clear() {
        server.submits().clear();
    }

    public void onSubmit(Consumer<Submitted> listener) {
        server.submits().onSubmit(listener);
    }

    public void onMessage(Consumer<TextMessage> listener) {
        server.submits().onMessage(listener);
    }

    /** What becomes of messages to phones; DELIVERED without this. */
    public void deliveryState(Function<Submitted, MessageState> decision) {
        server.receipts().decideBy(decision);
    }

    /** From now on it is of that make: ids, receipts, default alphabet. */
    public void become(VendorProfile vendor) {
        server.receipts().become(vendor);
    }

    /** The make that it was built with. */
    public VendorProfile vendor() {
        return server.settings().vendor();
    }

    // Faults

    /** Each fault strikes one of the next submit_sm. */
    public void enqueue(SmscFault... faults) {
        enqueue(FaultPoint.SUBMIT, faults);
    }

    /** Each fault strikes one of the next PDUs of that kind. */
    public void enqueue(FaultPoint at, SmscFault... faults) {
        server.faults().enqueue(at, List.of(faults));
    }

    /** The fault strikes every PDU of that kind for so long. */
    public void during(Duration time, FaultPoint at, SmscFault fault) {
        server.faults().during(at, time, fault);
    }

    /** One of the faults strikes with this probability; the seed repeats the sequence. */
    public void sometimes(double probability, long seed, FaultPoint at, SmscFault... faults) {
        server.faults().sometimes(at, probability, seed, List.of(faults));
    }

    /** The fault strikes every submit_sm to this phone. */
    public void toPhone(String msisdn, SmscFault fault) {
        server.faults().toPhone(Address.of(msisdn).digits(), fault);
    }

    public void clearPhone(String msisdn) {
        server.faults().clearPhone(Address.of(msisdn).digits());
    }

    /** Lets go all answers that {@link SmscFault#hold} keeps back; the fault itself may go on. */
    public void release() {
        release(Integer.MAX_VALUE);
    }

    /** The same with so many, the oldest first. */
    public void release(int answers) {
        server.loop().runAndWait(() -> server.writer().release(answers));
    }

    public void clearFaults() {
        server.faults().clear();
    }

    /**
     * Waits until the SMSC holds no message any more: every text and receipt was taken, or dropped.
     *
     * @throws ScriptTimeout if that isn't so in time
     */
    public void awaitNothingHeld(Duration within) {
        Waiting.until(
                () -> server.queue().held() == 0, within, () -> "no message held; " + stats());
    }

    public SmscStats stats() {
        return server.stats();
    }

    @Override
    public void close() {
        server.close();
    }

    private Delivery enqueueAll(List<PendingDelivery> deliveries) {
        server.queue().reserve(deliveries.size());
        server.loop().execute(() -> deliveries.forEach(server.queue()::add));
        return new Delivery(deliveries);
    }

    private void onEach(Predicate<BoundSession> which, Consumer<Session> action) {
        server.loop()
                .runAndWait(
                        () -> {
                            for (var session : server.sessions()) {
                                var binding = session.binding();
                                if (binding != null && which.test(session.view(binding))) {
                                    action.accept(session);
                                }
                            }
                        });
    }
}
