package kz.nusqau.sms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.mailbox.Receipt;
import kz.nusqau.mailbox.Receipt.State;
import kz.nusqau.sms.smpp.ShortMessage;

/** Reads delivery receipts: parameters first, then the text, whatever of it is there. */
final class ReceiptReader {

    private static final Pattern ID = field("id:\\s*([^\\s]+)");
    private static final Pattern STATE = field("stat:\\s*([A-Za-z0-9]+)");
    private static final Pattern ERROR = field("err:\\s*([A-Za-z0-9]{1,20})");
    private static final Pattern DONE = field("done\\s*date:\\s*(\\d{10,12})");

    private static final int LONGEST_ID = 255;
    private static final int CENTURY = 2000;

    private final Clock clock;

    ReceiptReader(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is marked as a receipt, or reads like one where they are not marked. */
    static boolean isReceipt(VendorProfile profile, ShortMessage message) {
        if (message.isReceipt() || !profile.receiptsUnmarked()) {
            return message.isReceipt();
        }
        var text = text(message);
        return find(ID, text).isPresent()
                && find(STATE, text).isPresent()
                && find(DONE, text).isPresent();
    }

    /** Empty when it can't be told of which message this is. */
    Optional<Receipt> read(String link, VendorProfile profile, ShortMessage message) {
        var text = text(message);
        var id = id(message, text);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Receipt(
                        link,
                        profile.messageIds().ofReceipt(id.get()),
                        state(message, text),
                        error(message, text),
                        doneAt(text, profile.receiptZone())));
    }

    private static String text(ShortMessage message) {
        return new String(message.userData().text(), StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> id(ShortMessage message, String text) {
        var octets = message.parameters().get(ShortMessage.RECEIPTED_MESSAGE_ID);
        if (octets != null) {
            var id = new String(octets, StandardCharsets.ISO_8859_1).replace("\0", "").strip();
            if (!id.isEmpty()) {
                return Optional.of(id).filter(ReceiptReader::isId);
            }
        }
        return find(ID, text).filter(ReceiptReader::isId);
    }

    /** Noise can't be looked up, and the database takes neither a NUL nor a key without end. */
    private static boolean isId(String id) {
        return id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    }

    private static State state(ShortMessage message, String text) {
        var octets = message.parameters().get(ShortMessage.MESSAGE_STATE);
        if (octets != null && octets.length == 1) {
            return switch (octets[0]) {
                case 0, 1, 6 -> State.UNDERWAY;
                case 2 -> State.DELIVERED;
                case 3 -> State.EXPIRED;
                case 4, 5, 8, 9 -> State.UNDELIVERED;
                default -> State.UNKNOWN;
            };
        }
        return switch (find(STATE, text).orElse("").toUpperCase(Locale.ROOT)) {
            // "0" is what one vendor writes for delivered.
            case "DELIVRD", "DELIVERED", "0" -> State.DELIVERED;
            case "ENROUTE", "ACCEPTD", "ACCEPTED", "SCHEDULED", "BUFFERED" -> State.UNDERWAY;
            case "EXPIRED" -> State.EXPIRED;
            case "DELETED", "UNDELIV", "UNDELIVERABLE", "REJECTD", "REJECTED" -> State.UNDELIVERED;
            case "FAILED", "SKIPPED" -> State.UNDELIVERED;
            default -> State.UNKNOWN;
        };
    }

    private static String error(ShortMessage message, String text) {
        var octets = message.parameters().get(ShortMessage.NETWORK_ERROR_CODE);
        if (octets != null && octets.length == 3) {
            int code = ShortMessage.number(octets) & 0xFFFF;
            return code == 0 ? "" : Integer.toString(code);
        }
        return find(ERROR, text).filter(code -> !code.matches("0+")).orElse("");
    }

    private Instant doneAt(String text, ZoneId zone) {
        var written = find(DONE, text).orElse("");
        try {
            return switch (written.length()) {
                case 10 -> dateTime(written + "00").atZone(zone).toInstant();
                case 12 -> dateTime(written).atZone(zone).toInstant();
                default -> clock.instant();
            };
        } catch (DateTimeException e) {
            return clock.instant();
        }
    }

    /** {@code yyMMddHHmmss}. */
    private static LocalDateTime dateTime(String digits) {
        return LocalDateTime.of(
                CENTURY + pair(digits, 0),
                pair(digits, 1),
                pair(digits, 2),
                pair(digits, 3),
                pair(digits, 4),
                pair(digits, 5));
    }

    private static int pair(String digits, int place) {
        return Integer.parseInt(digits, 2 * place, 2 * place + 2, 10);
    }

    /** Only where a word begins is it looked for: there is one receipt for each part sent. */
    private static Optional<String> find(Pattern field, String text) {
        var matcher = field.matcher(text);
        for (int at = 0; at < text.length(); at++) {
            if ((at == 0 || isSpace(text.charAt(at - 1)))
                    && matcher.region(at, text.length()).lookingAt()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static Pattern field(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
