package kz.nusqau.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.sms.smpp.Address;

/** The subscriber's number in an address, however the SMSC writes it. */
final class SenderNumber {

    private static final String HERE = "KZ";
    private static final int KAZAKH_LENGTH = 11;

    private SenderNumber() {}

    /** Empty for names, short codes and whatever else is no phone number. */
    static Optional<Msisdn> of(Address address) {
        var value = address.value();
        if (address.ton() == Address.ALPHANUMERIC) {
            return Optional.empty();
        }
        if (value.length() == KAZAKH_LENGTH && value.startsWith("77") && isDigits(value)) {
            return Optional.of(new Msisdn(value));
        }
        var written =
                address.ton() == Address.INTERNATIONAL && !value.startsWith("+")
                        ? "+" + value
                        : value;
        try {
            var phones = PhoneNumberUtil.getInstance();
            var number = phones.parse(written, HERE);
            if (!phones.isPossibleNumber(number)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Msisdn(phones.format(number, PhoneNumberFormat.E164).substring(1)));
        } catch (NumberParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
