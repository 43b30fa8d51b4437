package kz.nusqau.ussd;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kz.nusqau.sms.smpp.Address;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.sms.smpp.SubmitSm;
import kz.nusqau.sms.text.Alphabet;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a gateway writes dialogues over SMPP.
 *
 * @param session where it names the dialogue
 * @param codeIn where it puts the code that was dialled
 * @param operations its numbers for ussd_service_op
 * @param gsm7DataCoding what it wants with texts in the default alphabet: 0, or 15 as MAP has it
 * @param ucs2DataCoding with all others: 8, or 72 as MAP has it
 */
record Dialect(
        @DefaultValue("its-session") SessionIn session,
        @DefaultValue("text") CodeIn codeIn,
        @DefaultValue Operations operations,
        @DefaultValue("0") int gsm7DataCoding,
        @DefaultValue("8") int ucs2DataCoding) {

    private static final String SERVICE_TYPE = "USSD";
    private static final int MAP_DEFAULT_ALPHABET = 15;
    private static final int MAP_UCS2 = 0x48;
    private static final int ISDN = 1;
    private static final int NATIONAL_LENGTH = 9;

    /** Where a dialogue has its name. Its octets are opaque but for what is said here. */
    enum SessionIn {
        /** its_session_info: a session number, then a number of the step; the last bit ends. */
        ITS_SESSION,
        /** its_session_info: a dialogue id of 15 bits; the last bit ends. */
        ITS_DIALOGUE,
        /** user_message_reference; only the operation ends. */
        MESSAGE_REFERENCE
    }

    /** Where the code stands that was dialled. */
    enum CodeIn {
        TEXT,
        DESTINATION
    }

    /**
     * Numbers of ussd_service_op. A gateway that takes the decimal numbers of the standard for
     * hexadecimal ones has 0x17 where others have 17.
     *
     * @param begin PSSR indication: a code was dialled
     * @param ask USSR request: the phone shows and asks
     * @param finish PSSR response: the phone shows, the dialogue ends
     * @param typed USSR confirm: what was typed
     * @param ends the user or the network ended the dialogue
     */
    record Operations(
            @DefaultValue("1") int begin,
            @DefaultValue("2") int ask,
            @DefaultValue("17") int finish,
            @DefaultValue("18") int typed,
            @DefaultValue("129") Set<Integer> ends) {

        static final Operations DECIMAL = new Operations(1, 2, 17, 18, Set.of(0x81));
        static final Operations HEXADECIMAL = new Operations(1, 2, 0x17, 0x18, Set.of(0x17, 0x81));

        /** Hexadecimal where it ends, as the standard has it elsewhere. */
        static final Operations RELEASED = new Operations(1, 2, 0x17, 0x12, Set.of(0x17, 0x81));
    }

    static final Dialect USUAL =
            new Dialect(SessionIn.ITS_SESSION, CodeIn.TEXT, Operations.DECIMAL, 0, 8);

    static final Map<String, Dialect> BUILT_IN =
            Map.of(
                    "its-session-info",
                    USUAL,
                    "its-session-info-hex",
                    new Dialect(SessionIn.ITS_SESSION, CodeIn.TEXT, Operations.HEXADECIMAL, 0, 8),
                    "its-dialogue",
                    new Dialect(SessionIn.ITS_DIALOGUE, CodeIn.TEXT, Operations.RELEASED, 0, 8),
                    "message-reference",
                    new Dialect(
                            SessionIn.MESSAGE_REFERENCE, CodeIn.TEXT, Operations.RELEASED, 0, 8));

    /**
     * One step, as the gateway reported it.
     *
     * @param sessionInfo as it was on the wire
     * @param sessionKey what stays the same in all steps of the dialogue
     */
    record Received(byte[] sessionInfo, String sessionKey, Step step) {}

    /** What happened at the phone. */
    sealed interface Step {

        record Dialled(String code) implements Step {

            /** Arguments may be anything that is personal. */
            @Override
            public String toString() {
                return "Dialled";
            }
        }

        record Typed(String text) implements Step {

            /** It may be a code or an account. */
            @Override
            public String toString() {
                return "Typed";
            }
        }

        record Ended() implements Step {}

        /** A notice was seen, or an operation that means nothing to us. */
        record Other(int operation) implements Step {}
    }

    /** No two steps of a dialogue are the same octets. */
    boolean numbersSteps() {
        return session == SessionIn.ITS_SESSION;
    }

    Received read(ShortMessage message) {
        byte[] info = message.parameter(tag());
        return new Received(info, key(info), step(message, info));
    }

    private Step step(ShortMessage message, byte[] info) {
        int operation = ShortMessage.number(message.parameter(ShortMessage.USSD_SERVICE_OP));
        if (operations.ends.contains(operation) || isLast(info)) {
            return new Step.Ended();
        }
        if (operation == operations.begin) {
            return new Step.Dialled(
                    codeIn == CodeIn.TEXT ? text(message) : message.destination().value());
        }
        return operation == operations.typed
                ? new Step.Typed(text(message))
                : new Step.Other(operation);
    }

    /** What nobody can read is no answer to anything. */
    private static String text(ShortMessage message) {
        Optional<Alphabet> alphabet =
                switch (message.dataCoding()) {
                    case MAP_DEFAULT_ALPHABET -> Optional.of(Alphabet.GSM7);
                    case MAP_UCS2 -> Optional.of(Alphabet.UCS2);
                    default -> Alphabet.of(message.dataCoding(), Alphabet.GSM7);
                };
        return alphabet.flatMap(found -> found.decode(message.octets())).orElse("").strip();
    }

    /** A screen for the phone, as part of that dialogue. */
    SubmitSm write(String from, String to, byte[] sessionInfo, String text, boolean ends) {
        var alphabet = Alphabet.GSM7.orUcs2For(text);
        SortedMap<Integer, byte[]> parameters = new TreeMap<>();
        parameters.put(
                ShortMessage.USSD_SERVICE_OP,
                new byte[] {(byte) (ends ? operations.finish : operations.ask)});
        if (sessionInfo.length > 0) {
            parameters.put(tag(), answered(sessionInfo, ends));
        }
        return new SubmitSm(
                ours(from),
                new Address(Address.INTERNATIONAL, ISDN, to),
                0,
                0,
                "",
                0,
                alphabet == Alphabet.GSM7 ? gsm7DataCoding : ucs2DataCoding,
                alphabet.encode(text),
                SERVICE_TYPE,
                parameters);
    }

    private static Address ours(String address) {
        return address.length() > NATIONAL_LENGTH
                ? new Address(Address.INTERNATIONAL, ISDN, address)
                : new Address(0, 0, address);
    }

    private int tag() {
        return session == SessionIn.MESSAGE_REFERENCE
                ? ShortMessage.USER_MESSAGE_REFERENCE
                : ShortMessage.ITS_SESSION_INFO;
    }

    private String key(byte[] info) {
        if (info.length == 0) {
            return "";
        }
        return switch (session) {
            case ITS_SESSION -> HexFormat.of().toHexDigits(info[0]);
            case ITS_DIALOGUE -> Integer.toHexString(ShortMessage.number(info) >>> 1);
            case MESSAGE_REFERENCE -> HexFormat.of().formatHex(info);
        };
    }

    private boolean isLast(byte[] info) {
        return session != SessionIn.MESSAGE_REFERENCE
                && info.length > 0
                && (info[info.length - 1] & 1) != 0;
    }

    private byte[] answered(byte[] info, boolean ends) {
        byte[] answer = info.clone();
        if (session != SessionIn.MESSAGE_REFERENCE) {
            int last = answer.length - 1;
            answer[last] = (byte) (ends ? answer[last] | 1 : answer[last] & ~1);
        }
        return answer;
    }
}
