package kz.nusqau.simulator.bank;

import java.util.Optional;
import kz.nusqau.simulator.world.Iban;

/**
 * The account numbers of one bank, made from a phone number and a place among its owner's accounts,
 * and read back: no table is needed, and they stay the same over restarts.
 */
final class Ibans {

    private static final long FIRST = 77_010_000_000L;
    private static final long RANGE = 10_000_000L;
    // Mixes the numbers so that the last four digits of an owner's accounts differ.
    private static final long FACTOR = 3;
    private static final long FACTOR_BACK = 6_666_667;
    private static final long STEP = 1_777;
    private static final long BANK_STEP = 7;

    private final String bankCode;
    // So that one owner's accounts at two banks end differently, too.
    private final long shift;

    /** Whose account it is, and which one. */
    record Owner(String msisdn, int place) {}

    /**
     * For a bank.
     *
     * @param bankCode three digits
     */
    Ibans(String bankCode) {
        this.bankCode = bankCode;
        this.shift = Long.parseLong(bankCode) * BANK_STEP;
    }

    /**
     * An account of a number.
     *
     * @param place from 1 to 9
     */
    String of(String msisdn, int place) {
        long number = Long.parseLong(msisdn) - FIRST;
        long mixed = (number * FACTOR + place * STEP + shift) % RANGE;
        return Iban.of(bankCode + "C%d0000%07d".formatted(place, mixed));
    }

    /** Of an account of this bank, when somebody can have it. */
    Optional<Owner> owner(String iban) {
        if (!isOurs(iban) || !iban.substring(7).matches("C[1-9]0000\\d{7}")) {
            return Optional.empty();
        }
        int place = iban.charAt(8) - '0';
        long mixed = Long.parseLong(iban.substring(13));
        long number = Math.floorMod(mixed - place * STEP - shift, RANGE) * FACTOR_BACK % RANGE;
        return Optional.of(new Owner(Long.toString(FIRST + number), place));
    }

    boolean isOurs(String iban) {
        return iban.startsWith(bankCode, 4);
    }
}
