package kz.nusqau.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The figures of {@link Benchmark} on an empty and on a filled database by turns, and how much of
 * the one the other is: {@code Filled [rounds] [seconds per measurement] [balance|payment|
 * acknowledgement ...]}. The filled directory is {@code -Dbench.data=…} or {@code target/filled};
 * {@link Fill} makes it, and it is a little fuller afterwards.
 */
public final class Filled {

    private static final double GOAL = 0.9;

    private Filled() {}

    public static void main(String... arguments) {
        var plan = Plan.of(3, 10, arguments);
        Path data = Fill.directory();
        if (!Files.isDirectory(data.resolve("postgres"))) {
            throw new IllegalStateException(data + " holds no database: -Dbench=Fill makes one");
        }
        var onEmpty = new Figures();
        var onFilled = new Figures();
        try (var empty = TestStand.onEmptyData();
                var filled = TestStand.on(data)) {
            var measuredEmpty = new Measurements(empty, plan);
            var measuredFilled = new Measurements(filled, plan);
            measuredEmpty.warmUp();
            measuredFilled.warmUp();
            plan.eachRound(
                    () -> {
                        System.out.println(" empty");
                        measuredEmpty.measure(onEmpty);
                        System.out.println(" filled");
                        measuredFilled.measure(onFilled);
                    });
            onFilled.printRatios(onEmpty, GOAL);
            empty.printSurprises();
            filled.printSurprises();
        }
        System.exit(0);
    }
}
