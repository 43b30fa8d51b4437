package kz.nusqau.counterparty.bank;

import kz.nusqau.shared.Msisdn;

/** Phone numbers in messages: {@code +7-7011234567}. */
final class Owners {

    private static final int COUNTRY_DIGITS = 1;

    private Owners() {}

    static String mobile(Msisdn owner) {
        String digits = owner.digits();
        return "+" + digits.substring(0, COUNTRY_DIGITS) + "-" + digits.substring(COUNTRY_DIGITS);
    }
}
