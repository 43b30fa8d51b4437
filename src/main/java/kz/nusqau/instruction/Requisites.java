package kz.nusqau.instruction;

import java.util.Optional;
import java.util.Set;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/** Checks requisites and brings them to their normal form. */
final class Requisites {

    private static final int NATIONAL = 10;
    private static final int AREA = 3;

    /** With a minus before it, a number of so few digits is rather an amount than an account. */
    private static final int LONGEST_LIKELY_AMOUNT = 6;

    private final Set<String> mobilePrefixes;

    Requisites(Set<String> mobilePrefixes) {
        this.mobilePrefixes = mobilePrefixes;
    }

    /**
     * The normal form of a requisite that stands in these numbers, or null.
     *
     * @param mayJoin several numbers may form one; not where the rest could be an amount
     */
    @Nullable String read(
            RequisiteShape shape, Figures figures, int from, int to, boolean mayJoin) {
        if (!figures.unbroken(from, to)) {
            return null;
        }
        if (shape.check() == RequisiteShape.Check.MSISDN) {
            return phone(figures, from, to);
        }
        if (to > from && !mayJoin) {
            return null;
        }
        String digits = figures.digits(from, to);
        boolean negative = figures.get(from).minus() && digits.length() <= LONGEST_LIKELY_AMOUNT;
        return !negative && matches(shape, digits) ? digits : null;
    }

    /** Of what stands alone and in no other notation than digits. */
    Optional<String> normal(RequisiteShape shape, String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || !matches(shape, digits)) {
            return Optional.empty();
        }
        return shape.check() == RequisiteShape.Check.MSISDN
                ? Optional.of("7" + national(digits))
                : Optional.of(digits);
    }

    boolean matches(RequisiteShape shape, String digits) {
        return shape.pattern().matcher(digits).matches()
                && switch (shape.check()) {
                    case NONE -> true;
                    case SUM_MOD_10 -> digits.length() > 1 && sumMod10(digits);
                    case IIN -> digits.length() == 12 && iin(digits);
                    case MSISDN -> national(digits) != null;
                };
    }

    /** In any usual notation: 8…, 7…, +7…, 8-10-7…, with the groups people write. */
    @Nullable String phone(Figures figures, int from, int to) {
        if (to - from > 7) {
            return null;
        }
        String digits = figures.digits(from, to);
        String national = national(digits);
        if (national == null || !grouped(figures, from, to, digits.length() - NATIONAL)) {
            return null;
        }
        return "7" + national;
    }

    static Msisdn msisdn(String phone) {
        return new Msisdn(phone);
    }

    private @Nullable String national(String digits) {
        String prefix = digits.substring(0, Math.max(0, digits.length() - NATIONAL));
        boolean usual =
                digits.length() >= NATIONAL
                        && (prefix.isEmpty()
                                || prefix.equals("7")
                                || prefix.equals("8")
                                || prefix.equals("8107"));
        String national = digits.substring(prefix.length());
        return usual && mobilePrefixes.contains(national.substring(0, AREA)) ? national : null;
    }

    /**
     * Joined from several numbers only in the groups of a telephone number, so that an amount can
     * never complete a number that is too short.
     */
    private static boolean grouped(Figures figures, int from, int to, int prefixLength) {
        int position = 0;
        boolean cutAfterArea = false;
        int inNumber = 0;
        for (int k = from; k <= to; k++) {
            int length = figures.get(k).raw().length();
            if (position >= prefixLength) {
                inNumber++;
                if (length < 2) {
                    return false;
                }
            }
            position += length;
            cutAfterArea |= position == prefixLength + AREA;
        }
        boolean whole = figures.get(to).raw().length() >= NATIONAL;
        return whole || (cutAfterArea && inNumber > 0);
    }

    private static boolean sumMod10(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length() - 1; i++) {
            sum += digits.charAt(i) - '0';
        }
        return sum % 10 == digits.charAt(digits.length() - 1) - '0';
    }

    /** Two passes of weights modulo 11; a number whose check comes to 10 twice is never issued. */
    private static boolean iin(String digits) {
        int check = weighted(digits, 0);
        if (check == 10) {
            check = weighted(digits, 2);
        }
        return check == digits.charAt(11) - '0';
    }

    private static int weighted(String digits, int shift) {
        int sum = 0;
        for (int i = 0; i < 11; i++) {
            sum += (digits.charAt(i) - '0') * ((i + shift) % 11 + 1);
        }
        return sum % 11;
    }

    /** {@code KZ}, two check digits, three of the bank, thirteen more; remainder 1 modulo 97. */
    static boolean iban(String text) {
        if (text.length() != 20 || !text.startsWith("KZ")) {
            return false;
        }
        String turned = text.substring(4) + text.substring(0, 4);
        int remainder = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            if (value < 0 || (i < 3 && value > 9)) {
                return false;
            }
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }
}
