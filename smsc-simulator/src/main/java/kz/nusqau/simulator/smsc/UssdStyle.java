package kz.nusqau.simulator.smsc;

import java.util.Optional;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;

/**
 * How one make of USSD gateway writes dialogues over SMPP.
 *
 * @param ask ussd_service_op of a screen that asks
 * @param finish of a screen that ends the dialogue
 * @param typed of what was typed
 * @param abort of a dialogue that the user broke off
 */
public record UssdStyle(SessionIn session, int ask, int finish, int typed, int abort) {

    /** Where a dialogue has its name. */
    public enum SessionIn {
        /** its_session_info: a number of eight bits, then a count of steps and the end bit. */
        ITS_SESSION,
        /** its_session_info: a number of 15 bits and the end bit. */
        ITS_DIALOGUE,
        /** user_message_reference; no end bit. */
        MESSAGE_REFERENCE
    }

    private static final int BEGIN = 1;

    public static final UssdStyle STANDARD = new UssdStyle(SessionIn.ITS_SESSION, 2, 17, 18, 0x81);

    /** Takes the decimal numbers of the standard for hexadecimal ones. */
    public static final UssdStyle HEXADECIMAL =
            new UssdStyle(SessionIn.ITS_SESSION, 2, 0x17, 0x18, 0x81);

    public static final UssdStyle DIALOGUE_ID =
            new UssdStyle(SessionIn.ITS_DIALOGUE, 2, 0x17, 0x12, 0x81);

    public static final UssdStyle MESSAGE_REFERENCE =
            new UssdStyle(SessionIn.MESSAGE_REFERENCE, 2, 0x17, 0x12, 0x81);

    /** What happens at the phone. */
    enum Event {
        DIALLED,
        TYPED,
        ABORTED,
        /** The network ended it, with the end bit where there is one. */
        ENDED
    }

    Tlv operation(Event event) {
        int operation =
                switch (event) {
                    case DIALLED -> BEGIN;
                    case TYPED -> typed;
                    case ABORTED -> abort;
                    case ENDED -> session == SessionIn.MESSAGE_REFERENCE ? abort : typed;
                };
        return Tlv.int8(Tlv.USSD_SERVICE_OP, operation);
    }

    Tlv session(int id, int step, Event event) {
        int end = event == Event.ENDED ? 1 : 0;
        return switch (session) {
            case ITS_SESSION ->
                    Tlv.int16(Tlv.ITS_SESSION_INFO, (id & 0xFF) << 8 | (step & 0x7F) << 1 | end);
            case ITS_DIALOGUE -> Tlv.int16(Tlv.ITS_SESSION_INFO, (id & 0x7FFF) << 1 | end);
            case MESSAGE_REFERENCE -> Tlv.int16(Tlv.USER_MESSAGE_REFERENCE, id & 0xFFFF);
        };
    }

    /** Ids are short, and wrap. */
    int mostIds() {
        return switch (session) {
            case ITS_SESSION -> 250;
            case ITS_DIALOGUE -> 0x7FF0;
            case MESSAGE_REFERENCE -> 0xFFF0;
        };
    }

    /** What tells the dialogues of one phone apart. */
    int key(int id) {
        return switch (session) {
            case ITS_SESSION -> id & 0xFF;
            case ITS_DIALOGUE -> id & 0x7FFF;
            case MESSAGE_REFERENCE -> id & 0xFFFF;
        };
    }

    /** The same, of what the ESME sent; empty when it names none. */
    Optional<Integer> key(ShortMessage message) {
        int tag =
                session == SessionIn.MESSAGE_REFERENCE
                        ? Tlv.USER_MESSAGE_REFERENCE
                        : Tlv.ITS_SESSION_INFO;
        return Tlv.find(message.tlvs(), tag)
                .filter(value -> value.length() == 2)
                .map(
                        value ->
                                switch (session) {
                                    case ITS_SESSION -> value.at(0);
                                    case ITS_DIALOGUE -> (value.at(0) << 8 | value.at(1)) >>> 1;
                                    case MESSAGE_REFERENCE -> value.at(0) << 8 | value.at(1);
                                });
    }

    /** The end bit and the operation must not contradict each other. */
    boolean isConsistent(ShortMessage message, boolean ends) {
        return session == SessionIn.MESSAGE_REFERENCE
                || Tlv.find(message.tlvs(), Tlv.ITS_SESSION_INFO)
                        .map(UssdStyle::endBit)
                        .filter(bit -> bit == ends)
                        .isPresent();
    }

    private static boolean endBit(Octets info) {
        return (info.at(info.length() - 1) & 1) != 0;
    }
}
