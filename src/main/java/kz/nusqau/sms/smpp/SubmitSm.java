package kz.nusqau.sms.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;

/**
 * One part of a message on its way to a phone.
 *
 * @param validityPeriod empty for the SMSC's default, or relative: {@code YYMMDDhhmmss000R}
 * @param parameters optional ones, by tag
 */
public record SubmitSm(
        Address source,
        Address destination,
        int esmClass,
        int priority,
        String validityPeriod,
        int registeredDelivery,
        int dataCoding,
        byte[] shortMessage,
        String serviceType,
        SortedMap<Integer, byte[]> parameters) {

    /** Header of an accepted one: the {@link java.time.Instant} before it left. */
    public static final String LEFT_AT = "NusqauSubmitLeftAt";

    /** Header that names the one session it may leave by: the {@link java.util.UUID} of it. */
    public static final String SESSION = "NusqauSubmitSession";

    /** short_message follows a user data header. */
    public static final int USER_DATA_HEADER = 0x40;

    private static final int LONGEST_ADDRESS = 20;
    private static final int LONGEST_MESSAGE = 254;
    private static final int LONGEST_SERVICE_TYPE = 5;

    /** A text. */
    public SubmitSm(
            Address source,
            Address destination,
            int esmClass,
            int priority,
            String validityPeriod,
            int registeredDelivery,
            int dataCoding,
            byte[] shortMessage) {
        this(
                source,
                destination,
                esmClass,
                priority,
                validityPeriod,
                registeredDelivery,
                dataCoding,
                shortMessage,
                "",
                Collections.emptySortedMap());
    }

    public SubmitSm {
        if (serviceType.length() > LONGEST_SERVICE_TYPE) {
            throw new IllegalArgumentException("a service_type has at most 5 characters");
        }
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
        write(body, serviceType);
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
        parameters.forEach(
                (tag, value) -> {
                    writeInt16(body, tag);
                    writeInt16(body, value.length);
                    body.writeBytes(value);
                });
        return body.toByteArray();
    }

    private static void writeInt16(ByteArrayOutputStream body, int value) {
        body.write(value >>> 8);
        body.write(value);
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
