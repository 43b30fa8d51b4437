package kz.nusqau.simulator.emoney;

/**
 * Individual payment numbers: {@code N}, eight characters and a check character.
 *
 * <p>Consecutive payments get numbers that look unrelated, and none comes twice.
 */
final class PaymentNumbers {

    /** No character looks like another, and 23 is a prime, which the check character needs. */
    static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    private static final int BASE = ALPHABET.length();
    private static final int PAYLOAD_LENGTH = 8;
    private static final long RANGE = 78_310_985_281L; // 23 to the eighth
    // Has no factor in common with the range, so that multiplying by it is a permutation.
    private static final long STEP = 52_871_934_013L;

    private PaymentNumbers() {}

    /** Says which number the payment with this place in the row gets, from 1 to 170 million. */
    static String of(long place) {
        var rest = Math.multiplyExact(place, STEP) % RANGE;
        var number = new StringBuilder("N");
        var sum = 0;
        for (var i = 1; i <= PAYLOAD_LENGTH; i++) {
            var value = (int) (rest % BASE);
            rest /= BASE;
            sum += i * value;
            number.append(ALPHABET.charAt(value));
        }
        return number.append(ALPHABET.charAt(checkValue(sum))).toString();
    }

    /** The value that makes the weighted sum divisible by 23, its own weight being nine. */
    private static int checkValue(int sum) {
        for (var value = 0; value < BASE; value++) {
            if ((sum + (PAYLOAD_LENGTH + 1) * value) % BASE == 0) {
                return value;
            }
        }
        throw new IllegalStateException("nine has an inverse modulo 23");
    }

    static boolean isValid(String number) {
        if (number.length() != PAYLOAD_LENGTH + 2 || number.charAt(0) != 'N') {
            return false;
        }
        var sum = 0;
        for (var i = 1; i < number.length(); i++) {
            var value = ALPHABET.indexOf(number.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += i * value;
        }
        return sum % BASE == 0;
    }
}
