package kz.nusqau.shared;

import java.util.regex.Pattern;

/**
 * A subscriber's number in E.164 digits without the plus, 8 to 15 of them. {@link #toString()} is
 * masked, so logs are safe by default (R-OPS-6); {@link #digits()} is the clear form.
 */
public record Msisdn(String digits) {

    private static final Pattern E164 = Pattern.compile("[1-9]\\d{7,14}");

    public Msisdn {
        if (!E164.matcher(digits).matches()) {
            throw new IllegalArgumentException("not E.164 digits, length " + digits.length());
        }
    }

    @Override
    public String toString() {
        return digits.substring(0, 4) + "*****" + digits.substring(digits.length() - 2);
    }
}
