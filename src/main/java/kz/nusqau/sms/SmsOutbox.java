package kz.nusqau.sms;

import java.time.Clock;
import java.time.Duration;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.RouteStep;
import kz.nusqau.sms.smpp.Address;
import kz.nusqau.sms.smpp.SubmitSm;
import kz.nusqau.sms.text.Part;
import kz.nusqau.sms.text.UserData;

/** A part as the SMSC of its link wants it. */
@RouteStep("smsOutbox")
public class SmsOutbox {

    private static final int ISDN = 1;
    private static final int NATIONAL_LENGTH = 9;

    private final Clock clock;

    SmsOutbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * Writes the PDU.
     *
     * @throws TextExpired if it waited too long
     */
    public SubmitSm write(Object body) throws TextExpired {
        var part = (OutgoingPart) body;
        var text = part.text();
        var message = text.message();
        boolean inParts = text.parts() > 1;
        return new SubmitSm(
                source(text.sender(), text.link().profile()),
                new Address(Address.INTERNATIONAL, ISDN, message.to().digits()),
                inParts ? SubmitSm.USER_DATA_HEADER : 0,
                priority(text.priority()),
                validity(part),
                text.link().profile().receipts() ? 1 : 0,
                text.alphabet().dataCoding(),
                inParts
                        ? UserData.withHeader(
                                part.octets(),
                                new Part(text.reference(), text.parts(), part.number()))
                        : part.octets());
    }

    private static Address source(String sender, VendorProfile profile) {
        var digits = sender.startsWith("+") ? sender.substring(1) : sender;
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Address(Address.ALPHANUMERIC, 0, sender);
        }
        return digits.length() > NATIONAL_LENGTH
                ? new Address(Address.INTERNATIONAL, ISDN, digits)
                : new Address(profile.shortCodeTon(), profile.shortCodeNpi(), digits);
    }

    private static int priority(Priority priority) {
        return switch (priority) {
            case CODE -> 3;
            case REPLY -> 2;
            case NOTIFICATION -> 1;
            case BULK -> 0;
        };
    }

    /** Relative, so that no two clocks need to agree. */
    private String validity(OutgoingPart part) throws TextExpired {
        var expiresAt = part.text().message().expiresAt();
        if (expiresAt == null) {
            return "";
        }
        long seconds = Duration.between(clock.instant(), expiresAt).toSeconds();
        if (seconds <= 0) {
            throw new TextExpired(part);
        }
        return SubmitSm.relative(seconds);
    }
}
