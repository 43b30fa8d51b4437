package kz.nusqau;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.platform.TemporaryFolder;

/** Settings that make a test the same at every hour of every day. */
public final class BankHours {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private BankHours() {}

    /** Every order belongs to the day on which it comes. */
    public static Map<String, Object> always() {
        return until("23:59:59.999999999");
    }

    /** Every order comes after the cut-off and belongs to tomorrow. */
    public static Map<String, Object> over() {
        return until("00:00");
    }

    /** For tests that name the day more than once. */
    public static void awaitNoMidnight() {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(4))
                .until(() -> LocalTime.now(ALMATY).isBefore(LocalTime.of(23, 57)));
    }

    private static Map<String, Object> until(String cutOff) {
        Path holidays = TemporaryFolder.create("holidays").resolve("none.yaml");
        try {
            Files.writeString(holidays, "{}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String bank : List.of("kaspi", "halyk")) {
            String prefix = "nusqau.counterparties." + bank + ".bank.operational-day.";
            settings.put(prefix + "cut-off", cutOff);
            settings.put(
                    prefix + "working-days",
                    "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY");
            settings.put(prefix + "holidays", "file:" + holidays);
        }
        return settings;
    }
}
