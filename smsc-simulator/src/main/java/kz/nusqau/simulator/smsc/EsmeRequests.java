package kz.nusqau.simulator.smsc;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import kz.nusqau.simulator.smsc.pdu.Bind;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.FieldReader;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.MalformedPdu;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;
import org.jspecify.annotations.Nullable;

/** Answers what ESMEs ask. On the loop's thread only. */
final class EsmeRequests {

    private static final Octets SYSTEM_ID = new FieldWriter().cString("NUSQAU-SIM").toOctets();
    private static final int INTERFACE_VERSION = 0x34;

    private final SmscSettings settings;
    private final Faults faults;
    private final FaultyWriter writer;
    private final ReceiptDesk receipts;
    private final SubmitLog submits;
    private final Counters counters;
    private final List<Session> sessions;
    private final UssdDesk ussd;
    private final Map<String, RateLimit> rates = new HashMap<>();

    EsmeRequests(
            SmscSettings settings,
            Faults faults,
            FaultyWriter writer,
            ReceiptDesk receipts,
            SubmitLog submits,
            Counters counters,
            List<Session> sessions,
            UssdDesk ussd) {
        this.settings = settings;
        this.faults = faults;
        this.writer = writer;
        this.receipts = receipts;
        this.submits = submits;
        this.counters = counters;
        this.sessions = sessions;
        this.ussd = ussd;
    }

    void answer(Session session, Pdu pdu) {
        try {
            switch (pdu.commandId()) {
                case CommandId.BIND_RECEIVER,
                        CommandId.BIND_TRANSMITTER,
                        CommandId.BIND_TRANSCEIVER ->
                        bind(session, pdu);
                case CommandId.SUBMIT_SM, CommandId.DATA_SM -> submit(session, pdu);
                case CommandId.ENQUIRE_LINK -> enquireLink(session, pdu);
                case CommandId.QUERY_SM -> query(session, pdu);
                case CommandId.CANCEL_SM -> refuse(session, pdu, CommandStatus.CANCEL_FAILED);
                case CommandId.REPLACE_SM -> refuse(session, pdu, CommandStatus.REPLACE_FAILED);
                case CommandId.UNBIND -> {
                    refuse(session, pdu, CommandStatus.OK);
                    session.closeWhenFlushed();
                }
                default -> unknown(session, pdu);
            }
        } catch (MalformedPdu fault) {
            counters.malformed.increment();
            refuse(session, pdu, fault.status());
        }
    }

    private static void refuse(Session session, Pdu pdu, int status) {
        session.write(pdu.answer(status, Octets.EMPTY));
    }

    private void unknown(Session session, Pdu pdu) {
        counters.malformed.increment();
        session.write(Pdu.genericNack(CommandStatus.INVALID_COMMAND_ID, pdu.sequence()));
    }

    private void enquireLink(Session session, Pdu pdu) {
        counters.enquired.increment();
        var fault = faults.next(FaultPoint.ENQUIRE_LINK);
        writer.writeAnswer(session, pdu.answer(status(fault), Octets.EMPTY), fault);
    }

    private void bind(Session session, Pdu pdu) {
        var fault = faults.next(FaultPoint.BIND);
        int status = status(fault);
        if (status == CommandStatus.OK) {
            status = bind(session, pdu.commandId(), Bind.parse(pdu.body()));
        }
        if (status == CommandStatus.OK) {
            var version = Tlv.int8(Tlv.SC_INTERFACE_VERSION, INTERFACE_VERSION);
            var body = new FieldWriter().octets(SYSTEM_ID).tlvs(List.of(version)).toOctets();
            writer.writeAnswer(session, pdu.answer(status, body), fault);
        } else {
            refuse(session, pdu, status);
            session.closeWhenFlushed();
        }
    }

    private int bind(Session session, int commandId, Bind request) {
        if (session.binding() != null) {
            return CommandStatus.ALREADY_BOUND;
        }
        var account = settings.accounts().get(request.systemId());
        if (account == null) {
            return CommandStatus.INVALID_SYSTEM_ID;
        }
        if (!account.password().equals(request.password())) {
            return CommandStatus.INVALID_PASSWORD;
        }
        if (sessionsOf(account) >= account.maxSessions()) {
            return CommandStatus.BIND_FAILED;
        }
        try {
            session.bind(
                    new Binding(
                            account,
                            BindType.of(commandId),
                            request.addressRange(),
                            settings.getsTexts(account)));
            return CommandStatus.OK;
        } catch (PatternSyntaxException e) {
            return CommandStatus.BIND_FAILED;
        }
    }

    private long sessionsOf(Account account) {
        return sessions.stream()
                .map(Session::binding)
                .filter(binding -> binding != null && binding.account().equals(account))
                .count();
    }

    private void submit(Session session, Pdu pdu) {
        var binding = session.binding();
        if (binding == null || !binding.type().transmits()) {
            refuse(session, pdu, CommandStatus.INVALID_BIND_STATUS);
            return;
        }
        var message =
                pdu.commandId() == CommandId.DATA_SM
                        ? ShortMessage.parseDataSm(pdu.body())
                        : ShortMessage.parse(pdu.body());
        var alphabet =
                Alphabet.ofDataCoding(
                        message.flags().dataCoding(), receipts.vendor().defaultAlphabet());
        SubmitCheck.check(message, alphabet);
        var systemId = binding.account().systemId();
        var fault =
                withinRate(systemId)
                        ? faults.nextSubmit(message.destination().digits())
                        : SmscFault.throttled();
        if (status(fault) != CommandStatus.OK) {
            refuse(session, pdu, status(fault));
            return;
        }
        long id = receipts.nextId();
        var messageId = receipts.vendor().messageIds().inResponse(id);
        var submitted =
                new Submitted(
                        Instant.now(), session.id(), systemId, messageId, pdu, message, alphabet);
        if (ussd.isScreen(submitted)) {
            ussd.show(submitted);
            submits.addScreen(submitted);
        } else {
            submits.add(submitted);
            receipts.taken(id, submitted);
        }
        counters.submitted.increment();
        var body = new FieldWriter().cString(messageId).toOctets();
        writer.writeAnswer(session, pdu.answer(CommandStatus.OK, body), fault);
    }

    private boolean withinRate(String systemId) {
        int perSecond = settings.submitsPerSecond();
        return perSecond == 0
                || rates.computeIfAbsent(systemId, id -> new RateLimit(perSecond)).allows();
    }

    private void query(Session session, Pdu pdu) {
        if (session.binding() == null) {
            refuse(session, pdu, CommandStatus.INVALID_BIND_STATUS);
            return;
        }
        var in = new FieldReader(pdu.body());
        var messageId = in.cString(65, CommandStatus.INVALID_MESSAGE_ID);
        var source = in.address(21, CommandStatus.INVALID_SOURCE_ADDRESS);
        var fate = receipts.fate(messageId).filter(known -> known.source().equals(source.digits()));
        if (fate.isEmpty()) {
            refuse(session, pdu, CommandStatus.QUERY_FAILED);
            return;
        }
        var state = fate.get().state();
        var body =
                new FieldWriter()
                        .cString(messageId)
                        .cString(fate.get().finalAt().map(receipts::queryTime).orElse(""))
                        .int8(state.number())
                        .int8(0)
                        .toOctets();
        session.write(pdu.answer(CommandStatus.OK, body));
    }

    private static int status(@Nullable SmscFault fault) {
        return fault == null ? CommandStatus.OK : fault.status();
    }
}
