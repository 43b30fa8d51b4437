package kz.nusqau.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The figures of {@link Benchmark} on an empty and on a filled database by turns, and how much of
 * the one the other is: {@code Filled [rounds] [seconds per measurement] [balance|payment|
 * acknowledgement ...]}. The filled directory is {@code -Dbench.data=…} or {@code target/filled};
 * {@link Fill} makes it, and it is a little fuller afterwards. It is measured as it is after hours
 * of work, not after a start: what payments read in no order is read into memory first.
 */
public final class Filled {

    private static final double GOAL = 0.9;

    /** What a payment reads at a place of its own; after hours of payments it is in memory. */
    private static final List<String> READ_IN_NO_ORDER =
            List.of(
                    "payment.payment_number_pkey",
                    "payment.payment_of_subscriber",
                    "payment.known_payee",
                    "payment.known_payee_pkey",
                    "confirmation.challenge_latest",
                    "subscriber.subscriber",
                    "subscriber.subscriber_msisdn_index_key",
                    "subscriber.subscriber_pkey",
                    "subscriber.acceptance",
                    "subscriber.acceptance_pkey");

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
            readBack(filled);
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

    private static void readBack(TestStand filled) {
        try (var connection = filled.hub().connectAsAdministrator();
                var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm");
            for (String relation : READ_IN_NO_ORDER) {
                statement.execute("SELECT pg_prewarm('" + relation + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
