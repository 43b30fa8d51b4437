package kz.nusqau.sms.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One part of a message on its way to a phone.
 *
 * @param validityPeriod empty for the SMSC's default, or relative: {@code YYMMDDhhmmss000R}
 */
public record SubmitSm(
        Address source,
        Address destination,
        int esmClass,
        int priority,
        String validityPeriod,
        int registeredDelivery,
        int dataCoding,
        byte[] shortMessage) {

    /** Header of an accepted one: the {@link java.time.Instant} before it left. */
    public static final String LEFT_AT = "NusqauSubmitLeftAt";

    /** short_message follows a user data header. */
    public static final int USER_DATA_HEADER = 0x40;

    private static final int LONGEST_ADDRESS = 20;
    private static final int LONGEST_MESSAGE = 254;

    public SubmitSm {
        if (source.value().length() > LONGEST_ADDRESS
                || destination.value().length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException("an address has at most 20 characters");
        }
        if (shortMessage.length > LONGEST_MESSAGE) {
            throw new IllegalArgumentException(
                    "short_message of " + shortMessage.length + " octets, at most 254");
        }
    }

    byte[] toBody() {
        var body = new ByteArrayOutputStream(64 + shortMessage.length);
        body.write(0);
        write(body, source);
        write(body, destination);
        body.write(esmClass);
        body.write(0);
        body.write(priority);
        body.write(0);
        write(body, validityPeriod);
        body.write(registeredDelivery);
        body.write(0);
        body.write(dataCoding);
        body.write(0);
        body.write(shortMessage.length);
        body.writeBytes(shortMessage);
        return body.toByteArray();
    }

    static void write(ByteArrayOutputStream body, Address address) {
        body.write(address.ton());
        body.write(address.npi());
        write(body, address.value());
    }

    static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        body.write(0);
    }

    @Override
    public String toString() {
        return "SubmitSm[%s to %s, data_coding %d, %d octets]"
                .formatted(source, destination, dataCoding, shortMessage.length);
    }
}
