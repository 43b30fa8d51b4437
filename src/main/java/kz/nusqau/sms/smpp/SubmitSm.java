package kz.nusqau.sms.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /**
     * Header with a {@link java.util.function.Consumer} of {@link SubmitResult.Accepted}: told when
     * the answer comes after the exchange has ended for want of it.
     */
    public static final String WHEN_LATE = "NusqauSubmitWhenLate";

    /** Header that names the one session it may leave by: the {@link java.util.UUID} of it. */
    public static final String SESSION = "NusqauSubmitSession";

    /** short_message follows a user data header. */
    public static final int USER_DATA_HEADER = 0x40;

    /** Without years and months: nothing of ours lives so long. */
    private static final Pattern RELATIVE = Pattern.compile("0000\\d{8}000R");

    private static final long SECONDS_A_DAY = 86_400;
    private static final long MOST_DAYS = 30;
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
        return toBody(validityPeriod);
    }

    /**
     * The same after it has waited so long to leave; null when a relative validity period ended
     * meanwhile.
     */
    byte @Nullable [] toBodyAfter(long seconds) {
        if (!RELATIVE.matcher(validityPeriod).matches()) {
            return toBody();
        }
        long left = secondsOf(validityPeriod) - seconds;
        return left <= 0 ? null : toBody(relative(left));
    }

    /** A validity period that counts from when the SMSC takes the message; a month at most. */
    public static String relative(long seconds) {
        long days = Math.min(seconds / SECONDS_A_DAY, MOST_DAYS);
        return "0000"
                + twoDigits(days)
                + twoDigits(seconds / 3600 % 24)
                + twoDigits(seconds / 60 % 60)
                + twoDigits(seconds % 60)
                + "000R";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static long secondsOf(String relative) {
        return number(relative, 4) * SECONDS_A_DAY
                + number(relative, 6) * 3600
                + number(relative, 8) * 60
                + number(relative, 10);
    }

    private static long number(String digits, int from) {
        return Long.parseLong(digits, from, from + 2, 10);
    }

    private byte[] toBody(String validity) {
        var body = new ByteArrayOutputStream(64 + shortMessage.length);
        write(body, serviceType);
        write(body, source);
        write(body, destination);
        body.write(esmClass);
        body.write(0);
        body.write(priority);
        body.write(0);
        write(body, validity);
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
