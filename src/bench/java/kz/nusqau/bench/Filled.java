package kz.nusqau.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The figures of {@link Benchmark} on an empty and on a filled database by turns, and how much of
 * the one the other is: {@code Filled [rounds] [seconds per measurement] [balance|payment|
 * acknowledgement ...]}. One hub at a time has the machine and its memory, and is warmed up for
 * each round. The filled directory is {@code -Dbench.data=…} or {@code target/filled}; {@link Fill}
 * makes it, and it is a little fuller afterwards. It is measured as it is after hours of work, not
 * after a start: what payments read in no order is read into memory first. Beside a filled
 * directory there may be little room on the disk; both have the log that they would have with room.
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
        plan.eachRound(
                () -> {
                    System.out.println(" empty");
                    Path empty = TestStand.emptyDirectory();
                    measure(empty, stand -> {}, plan, onEmpty);
                    TestStand.keepOnlyLogs(empty);
                    System.out.println(" filled");
                    measure(data, Filled::readBack, plan, onFilled);
                });
        onFilled.printRatios(onEmpty, GOAL);
        System.exit(0);
    }

    private static void measure(
            Path data, Consumer<TestStand> preparation, Plan plan, Figures figures) {
        try (var stand = TestStand.on(data)) {
            giveLog(stand);
            preparation.accept(stand);
            var measurements = new Measurements(stand, plan);
            measurements.warmUp();
            measurements.measure(figures);
            stand.printSurprises();
        }
    }

    private static void giveLog(TestStand stand) {
        stand.hub()
                .database()
                .execute(
                        List.of(
                                "ALTER SYSTEM SET max_wal_size = '4GB'",
                                "SELECT pg_reload_conf()"));
    }

    private static void readBack(TestStand filled) {
        var statements = new ArrayList<String>();
        statements.add("CREATE EXTENSION IF NOT EXISTS pg_prewarm");
        for (String relation : READ_IN_NO_ORDER) {
            statements.add("SELECT pg_prewarm('" + relation + "')");
        }
        filled.hub().database().execute(statements);
    }
}
