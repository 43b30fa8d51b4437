package kz.nusqau.proof;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that a subscriber wants, and the money that it moves, as the sandboxes should see it.
 *
 * @param text {@code {kaspi}} and {@code {halyk}} stand for the last four characters of the
 *     subscriber's account in tenge there, {@code {another}} for the IBAN of somebody else
 * @param answer what is told where nothing is moved
 * @param moves in the smallest unit, of every pocket that changes
 */
record Order(
        String shortCode,
        String text,
        Manner manner,
        Optional<Pattern> answer,
        Map<Pocket, Long> moves) {

    enum Manner {
        /** A text at once, and a confirmation where one is asked for. */
        USUAL,
        /** What it is about has a moment to come to its end first. */
        AFTER_A_MOMENT,
        /** Recalled as soon as it is confirmed. */
        RECALLED,
        /** The account is emptied elsewhere before the confirmation. */
        SPENT_ELSEWHERE,
        /** Nobody texts: the app store gives something of the purchase before back. */
        BY_THE_APP_STORE
    }

    Order {
        moves = Map.copyOf(moves);
    }

    static Order of(String shortCode, String text) {
        return new Order(shortCode, text, Manner.USUAL, Optional.empty(), Map.of());
    }

    static Order byTheAppStore() {
        return of("", "").done(Manner.BY_THE_APP_STORE);
    }

    Order done(Manner how) {
        return new Order(shortCode, text, how, answer, moves);
    }

    Order answered(String pattern) {
        return new Order(shortCode, text, manner, Optional.of(Pattern.compile(pattern)), moves);
    }

    Order out(Pocket pocket, long amount) {
        return in(pocket, -amount);
    }

    Order in(Pocket pocket, long amount) {
        Map<Pocket, Long> more = new EnumMap<>(Pocket.class);
        more.putAll(moves);
        more.put(pocket, amount);
        return new Order(shortCode, text, manner, answer, more);
    }

    long change(Pocket pocket) {
        return moves.getOrDefault(pocket, 0L);
    }
}
