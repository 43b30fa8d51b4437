package kz.nusqau.simulator.smsc;

import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.MalformedPdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;

/** What a strict SMSC refuses in a message that is well formed. */
final class SubmitCheck {

    /** Octets that the air interface carries in one message. */
    private static final int AIR_OCTETS = 140;

    /** The same in a USSD dialogue. */
    private static final int SCREEN_OCTETS = 160;

    private SubmitCheck() {}

    static void check(ShortMessage message, Alphabet alphabet) {
        if (message.destination().digits().isEmpty()) {
            throw new MalformedPdu(CommandStatus.INVALID_DESTINATION_ADDRESS, "no destination");
        }
        if (!isTime(message.scheduleTime())) {
            throw new MalformedPdu(CommandStatus.INVALID_SCHEDULE, message.scheduleTime());
        }
        if (!isTime(message.validityPeriod())) {
            throw new MalformedPdu(CommandStatus.INVALID_EXPIRY, message.validityPeriod());
        }
        boolean screen = message.number(Tlv.USSD_SERVICE_OP).isPresent();
        if (airOctets(message, alphabet) > (screen ? SCREEN_OCTETS : AIR_OCTETS)) {
            throw new MalformedPdu(
                    CommandStatus.INVALID_MESSAGE_LENGTH,
                    message.message().length() + " octets of " + alphabet + " in one part");
        }
    }

    /** Absolute or relative time: 15 digits and a sign or R. */
    private static boolean isTime(String time) {
        return time.isEmpty()
                || (time.length() == 16
                        && time.chars().limit(15).allMatch(c -> c >= '0' && c <= '9')
                        && "+-R".indexOf(time.charAt(15)) >= 0);
    }

    private static int airOctets(ShortMessage message, Alphabet alphabet) {
        int octets = message.message().length();
        if (alphabet != Alphabet.GSM7 || octets == 0) {
            return octets;
        }
        int header = message.flags().hasUserDataHeader() ? message.message().at(0) + 1 : 0;
        // Septets begin at the next septet border after the header.
        int septets = (header * 8 + 6) / 7 + Math.max(0, octets - header);
        return (septets * 7 + 7) / 8;
    }
}
