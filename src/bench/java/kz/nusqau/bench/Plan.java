package kz.nusqau.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a command was told: {@code [rounds] [seconds per measurement] [more …]}.
 *
 * @param more what follows the two numbers
 */
record Plan(int rounds, Duration measured, List<String> more) {

    static Plan of(int rounds, int seconds, String... arguments) {
        List<String> told = List.of(arguments);
        return new Plan(
                told.isEmpty() ? rounds : Integer.parseInt(told.get(0)),
                Duration.ofSeconds(told.size() < 2 ? seconds : Long.parseLong(told.get(1))),
                told.stream().skip(2).toList());
    }

    /** Until the compiler has seen most of what it will see: the first minute is half as fast. */
    Duration warmUp() {
        return measured.multipliedBy(6);
    }

    /** Each round, announced. */
    void eachRound(Runnable round) {
        for (int number = 1; number <= rounds; number++) {
            System.out.println("round " + number + " of " + rounds);
            round.run();
        }
    }
}
